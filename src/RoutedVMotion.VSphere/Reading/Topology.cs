using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>
/// The first read of an inventory: which hosts there are, and what they hang in (clusters, datacenters) and on (distributed
/// switches and port groups).
/// </summary>
internal sealed class Topology
{
    private const string ClusterComputeResource = "ClusterComputeResource";
    private const string ComputeResource = "ComputeResource";
    private const string Datacenter = "Datacenter";
    private const string Folder = "Folder";
    private const string HostSystem = "HostSystem";
    private const string DistributedVirtualSwitch = "DistributedVirtualSwitch";
    private const string DistributedVirtualPortgroup = "DistributedVirtualPortgroup";

    private readonly List<ObjectProperties> _hosts = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DistributedSwitch> _switches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DistributedSwitch> _switchesById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DistributedPortGroup> _portGroups = new(StringComparer.Ordinal);

    /// <summary>All hosts that the user may see, in the server's order.</summary>
    public IEnumerable<(ManagedObjectReference Obj, HostPlace Place)> Hosts => _hosts.Select(host => (host.Obj, PlaceOf(host)));

    /// <summary>A property was withheld with NotAuthenticated: the session may be dead.</summary>
    public bool IsNotAuthenticated { get; private set; }

    /// <summary>Reads it, in one question.</summary>
    public static async Task<Topology> ReadAsync(VSphereSession session, CancellationToken cancel)
    {
        var reader = new PropertyReader(session);
        var topology = new Topology();
        var properties = new List<PropertySpec>
        {
            new() { Type = Folder, PathSet = ["name", "parent"] },
            new() { Type = Datacenter, PathSet = ["name", "parent"] },
            new() { Type = ComputeResource, PathSet = ["name", "parent"] },
            new() { Type = HostSystem, PathSet = ["name", "parent"] },
        };
        // A host by itself knows its distributed switches by its proxySwitch only.
        if (session.About.ApiType != "HostAgent")
        {
            properties.Add(new PropertySpec
            {
                Type = DistributedVirtualSwitch,
                PathSet = ["name", "uuid", "config.defaultPortConfig", "config.pvlanConfig", "config.maxMtu", "config.lacpGroupConfig"],
            });
            properties.Add(new PropertySpec
            {
                Type = DistributedVirtualPortgroup,
                PathSet = ApiVersions.IsAtLeast(session.ApiVersion, "7.0.0.0")
                    ? ["name", "config.distributedVirtualSwitch", "config.defaultPortConfig", "config.backingType"]
                    : ["name", "config.distributedVirtualSwitch", "config.defaultPortConfig"],
            });
        }

        ManagedObjectReference view = await reader.CreateViewAsync(properties.Select(spec => spec.Type!).ToArray(), cancel).ConfigureAwait(false);
        try
        {
            await reader.ReadViewAsync(view, properties, pageSize: null, topology.Add, onPage: null, cancel).ConfigureAwait(false);
            return topology;
        }
        finally
        {
            // Nobody waits for it.
            _ = reader.DestroyViewAsync(view);
        }
    }

    /// <summary>Adds an object that was read.</summary>
    public void Add(ObjectProperties properties)
    {
        IsNotAuthenticated |= properties.IsNotAuthenticated;
        if (properties.Obj.Type == HostSystem)
        {
            _hosts.Add(properties);
            return;
        }

        string id = properties.Obj.Value;
        string name = InventoryNames.Decode(properties.Get<string>("name") ?? id);
        switch (properties.Obj.Type)
        {
            case Folder or Datacenter or ComputeResource or ClusterComputeResource:
                _places[id] = new Place(properties.Obj.Type, name, properties.Get<ManagedObjectReference>("parent")?.Value);
                break;
            case DistributedVirtualPortgroup:
                _portGroups[id] = new DistributedPortGroup(
                    name,
                    properties.Get<string>("config.backingType") == "nsx",
                    properties.Get<ManagedObjectReference>("config.distributedVirtualSwitch")?.Value,
                    properties.Get<VMwareDVSPortSetting>("config.defaultPortConfig"));
                break;
            case string type when type.EndsWith(DistributedVirtualSwitch, StringComparison.OrdinalIgnoreCase):
                AddSwitch(properties, name);
                break;
        }
    }

    /// <summary>The cluster of a host with this parent; null where it stands alone or the cluster cannot be seen.</summary>
    public (string Id, string Name)? FindCluster(ManagedObjectReference? parent) =>
        parent is { Type: ClusterComputeResource }
            ? (parent.Value, _places.TryGetValue(parent.Value, out Place? cluster) ? cluster.Name : parent.Value)
            : null;

    /// <summary>The datacenter above this object; null where the way up cannot be seen.</summary>
    public string? FindDatacenter(ManagedObjectReference? parent)
    {
        string? id = parent?.Value;
        // No inventory is that deep: a server that sends us round in circles.
        for (int steps = 0; id is not null && steps < 100 && _places.TryGetValue(id, out Place? place); steps++)
        {
            if (place.Type == Datacenter) return place.Name;
            id = place.ParentId;
        }

        return null;
    }

    /// <summary>The distributed switch of this uuid, if the user may see it.</summary>
    public DistributedSwitch? FindSwitch(string? uuid) =>
        uuid is not null && _switches.TryGetValue(uuid, out DistributedSwitch? found) ? found : null;

    /// <summary>The distributed port group of this id, if the user may see it.</summary>
    public DistributedPortGroup? FindPortGroup(string? key) =>
        key is not null && _portGroups.TryGetValue(key, out DistributedPortGroup? found) ? found : null;

    /// <summary>The VLAN of a distributed port group, wherever it is used.</summary>
    public Vlan FindVlan(DistributedPortGroup portGroup) =>
        portGroup.GetVlan(portGroup.SwitchId is not null && _switchesById.TryGetValue(portGroup.SwitchId, out DistributedSwitch? dvs) ? dvs : null);

    private HostPlace PlaceOf(ObjectProperties host)
    {
        var parent = host.Get<ManagedObjectReference>("parent");
        return new HostPlace(host.Obj.Value, InventoryNames.Decode(host.Get<string>("name") ?? host.Obj.Value), FindCluster(parent)?.Name, FindDatacenter(parent));
    }

    private void AddSwitch(ObjectProperties properties, string name)
    {
        if (properties.Get<string>("uuid") is not string uuid) return;
        var primaryVlans = new Dictionary<int, int>();
        foreach (VMwareDVSPvlanMapEntry entry in properties.Get<VMwareDVSPvlanMapEntry[]>("config.pvlanConfig") ?? [])
        {
            if (entry is { PrimaryVlanId: int primary, SecondaryVlanId: int secondary }) primaryVlans[secondary] = primary;
        }

        var lagNames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (VMwareDvsLacpGroupConfig lag in properties.Get<VMwareDvsLacpGroupConfig[]>("config.lacpGroupConfig") ?? [])
        {
            if (lag is { Key: string key, Name: string lagName }) lagNames[key] = lagName;
        }

        _switches[uuid] = _switchesById[properties.Obj.Value] = new DistributedSwitch
        {
            Name = name,
            MaxMtu = properties.GetInt32("config.maxMtu"),
            DefaultPortConfig = properties.Get<VMwareDVSPortSetting>("config.defaultPortConfig"),
            PrimaryVlans = primaryVlans,
            LagNames = lagNames,
        };
    }

    private sealed record Place(string Type, string Name, string? ParentId);
}
