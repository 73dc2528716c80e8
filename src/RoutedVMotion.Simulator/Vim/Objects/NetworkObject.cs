using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>All standard port groups of one name in a datacenter, or an opaque network.</summary>
internal sealed class NetworkObject : ManagedEntityObject
{
    private readonly OpaqueNetwork? _opaque;
    private readonly Func<IEnumerable<Host>> _hosts;
    private readonly Func<IEnumerable<VirtualMachine>> _machines;
    private readonly References _references;

    public NetworkObject(
        string id,
        string name,
        ManagedReference parent,
        OpaqueNetwork? opaque,
        Func<IEnumerable<Host>> hosts,
        Func<IEnumerable<VirtualMachine>> machines,
        References references)
        : base(opaque is null ? "Network" : "OpaqueNetwork", id, name, parent)
    {
        _opaque = opaque;
        _hosts = hosts;
        _machines = machines;
        _references = references;
    }

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "summary" => RenderSummary(),
        "host" => _hosts().Select(host => _references[host]).ToArray(),
        "vm" => _machines().Select(machine => _references[machine]).ToArray(),
        "capability" => _opaque is null ? null : new DataObject("OpaqueNetworkCapability") { ["networkReservationSupported"] = false },
        _ => base.GetProperty(name, session),
    };

    private DataObject RenderSummary()
    {
        var summary = new DataObject(_opaque is null ? "NetworkSummary" : "OpaqueNetworkSummary")
        {
            ["network"] = Reference,
            ["name"] = EncodeName(Name),
            ["accessible"] = true,
            ["ipPoolName"] = string.Empty,
        };
        if (_opaque is not null)
        {
            summary["opaqueNetworkId"] = _opaque.Id;
            summary["opaqueNetworkType"] = OpaqueNetwork.Type;
        }

        return summary;
    }
}
