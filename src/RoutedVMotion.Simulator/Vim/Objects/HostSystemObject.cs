using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A host.</summary>
internal sealed class HostSystemObject : ManagedEntityObject
{
    /// <summary>What running esxcli takes (facts C1.7).</summary>
    public const string EsxCliPrivilege = "Host.Config.Network";

    private readonly References _references;
    private readonly LatestConfig _latest;

    public HostSystemObject(string id, Host host, ManagedReference parent, References references, LatestConfig latest)
        : base("HostSystem", id, host.Name, parent)
    {
        Host = host;
        _references = references;
        _latest = latest;
    }

    public Host Host { get; }

    public HostNetworkSystemObject NetworkSystem { get; set; } = null!;

    public HostVirtualNicManagerObject VirtualNicManager { get; set; } = null!;

    public MethodExecuterObject MethodExecuter { get; set; } = null!;

    public List<ManagedObject> Machines { get; } = new();

    public override IEnumerable<ManagedObject> Children => Machines;

    /// <summary>The configuration as vCenter still knows it, where that lags behind the host's.</summary>
    public StaleConfig? Stale { get; set; }

    public override int? Revision
    {
        get
        {
            if (Stale is { IsOver: true })
            {
                Stale = null;
                Host.Touch();
            }

            return Host.Revision;
        }
    }

    public IscsiManagerObject IscsiManager { get; set; } = null!;

    public override void OnTask() => Host.Touch();

    protected override string Status => Host.State == HostState.Connected ? "green" : "red";

    public override string? GetMissingPrivilege(string property) =>
        (Host.IsUnreadable && property is not ("name" or "parent")) || Host.Unreadable.Contains(property) ? "System.Read" : null;

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "runtime" => HostRenderer.RenderRuntime(Host),
        "summary" => HostRenderer.RenderSummary(Host, Reference, Status),
        "capability" => HostRenderer.RenderCapability(Host),
        "configManager" => HostRenderer.RenderConfigManager(NetworkSystem.Reference, VirtualNicManager.Reference, IscsiManager.Reference),
        "config" => Host.HasNoConfig ? null : Stale?.Config ?? _latest.Get(Host, Reference),
        "vm" => Machines.Select(machine => machine.Reference).ToArray(),
        "network" => Networks().Distinct().ToArray(),
        "datastore" => Array.Empty<ManagedReference>(),
        _ => base.GetProperty(name, session),
    };

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "RetrieveManagedMethodExecuter") return base.Invoke(call);
        CheckReadable();
        CheckConnected();
        return MethodExecuter.Reference;
    }

    /// <summary>Faults unless the user may read the host.</summary>
    public void CheckReadable()
    {
        if (Host.IsUnreadable) throw VimFault.NoPermission(Reference, "System.Read");
    }

    /// <summary>Faults unless vCenter can talk to the host.</summary>
    public void CheckConnected()
    {
        if (Host.State == HostState.Disconnected) throw VimFault.HostNotConnected();
        if (Host.State == HostState.NotResponding) throw VimFault.HostNotReachable();
    }

    /// <summary>Faults unless the user may change the host's network and vCenter can talk to the host.</summary>
    public void CheckChangeable()
    {
        CheckReadable();
        if (Host.IsEsxCliDenied) throw VimFault.NoPermission(Reference, EsxCliPrivilege);
        CheckConnected();
    }

    private IEnumerable<ManagedReference> Networks() =>
        Host.StandardSwitches
            .SelectMany(vSwitch => vSwitch.PortGroups)
            .Where(portGroup => _references.HasStandardNetwork(Host.Datacenter, portGroup.Name))
            .Select(portGroup => _references.OfStandardNetwork(Host.Datacenter, portGroup.Name))
            .Concat(Host.ProxySwitches.SelectMany(proxy => proxy.Switch.PortGroups).Select(portGroup => _references[portGroup]))
            .Concat(Host.OpaqueSwitches.SelectMany(nvds => nvds.Networks).Select(network => _references[network]));
}
