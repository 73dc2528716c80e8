using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>
/// From a network's and a virtual machine's properties to the domain's. There are many of both and few hosts and networks that
/// they name: each id is kept once.
/// </summary>
internal sealed class NetworkMapper
{
    public const string Name = "name";
    public const string Host = "host";
    public const string RuntimeHost = "runtime.host";
    public const string Network = "network";

    // Out of the summary: an orphaned or inaccessible machine has no config.
    public const string Template = "summary.config.template";

    /// <summary>
    /// Tells vCLS. Broadcom (KB 370219) recommends config.extraConfig["HDCS.agent"] before this; but that is a dozen values or
    /// more of each machine, or a path with a key that not every server can follow, while this is unset except on the few machines
    /// that are not a person's. Names ("vCLS-...") can be given to any machine.
    /// </summary>
    public const string ManagedBy = "summary.config.managedBy";

    private readonly string _server;
    private readonly Topology _topology;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Maps for this server, as the user connected to it, with what is known of its distributed switches.</summary>
    public NetworkMapper(string server, Topology topology)
    {
        _server = server;
        _topology = topology;
    }

    /// <summary>What is asked of each network.</summary>
    public static string[] NetworkPaths { get; } = [Name, Host];

    /// <summary>What is asked of each virtual machine.</summary>
    public static string[] MachinePaths { get; } = [Name, RuntimeHost, Template, ManagedBy, Network];

    /// <summary>The network that these properties tell of.</summary>
    public VirtualMachineNetwork MapNetwork(ObjectProperties properties)
    {
        (string type, string id) = (properties.Obj.Type, properties.Obj.Value);
        DistributedPortGroup? portGroup = _topology.FindPortGroup(id);
        return new VirtualMachineNetwork
        {
            Server = _server,
            Id = Once(id),
            Name = InventoryNames.Decode(properties.Get<string>(Name) ?? id),
            Kind = type switch
            {
                "DistributedVirtualPortgroup" => portGroup?.IsNsx == true ? SwitchKind.Nsx : SwitchKind.Distributed,
                "OpaqueNetwork" => SwitchKind.Opaque,
                "Network" => SwitchKind.Standard,
                _ => SwitchKind.Unknown,
            },
            Vlan = portGroup is null ? Vlan.Unknown : _topology.FindVlan(portGroup),
            HostIds = Ids(properties, Host),
        };
    }

    /// <summary>The virtual machine that these properties tell of.</summary>
    public VirtualMachine MapMachine(ObjectProperties properties) => new()
    {
        Server = _server,
        Id = properties.Obj.Value,
        Name = InventoryNames.Decode(properties.Get<string>(Name) ?? properties.Obj.Value),
        HostId = properties.Get<ManagedObjectReference>(RuntimeHost) is ManagedObjectReference host ? Once(host.Value) : null,
        IsTemplate = properties.GetBoolean(Template) == true,
        // Up to 8.0 U2 the ESX Agent Manager's, later vCenter's own.
        IsClusterAgent = properties.Get<ManagedByInfo>(ManagedBy)
            is { ExtensionKey: "com.vmware.vim.eam", Type: "cluster-agent" } or { ExtensionKey: "VirtualCenter", Type: "vcls-entity" },
        NetworkIds = Ids(properties, Network),
    };

    private string[] Ids(ObjectProperties properties, string path) =>
        properties.Get<ManagedObjectReference[]>(path) is { Length: > 0 } references ? references.Select(reference => Once(reference.Value)).ToArray() : [];

    private string Once(string id)
    {
        if (!_ids.TryGetValue(id, out string? known)) _ids[id] = known = id;
        return known;
    }
}
