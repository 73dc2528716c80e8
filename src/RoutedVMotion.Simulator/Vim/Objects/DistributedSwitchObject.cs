using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A distributed switch.</summary>
internal sealed class DistributedSwitchObject : ManagedEntityObject
{
    private static readonly string[] s_unsupported = ["active", "uplinkPort", "scope", "host"];

    private readonly DistributedSwitch _switch;
    private readonly References _references;

    public DistributedSwitchObject(string id, DistributedSwitch distributedSwitch, ManagedReference parent, References references)
        : base("VmwareDistributedVirtualSwitch", id, distributedSwitch.Name, parent)
    {
        _switch = distributedSwitch;
        _references = references;
    }

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "uuid" => _switch.Uuid,
        "config" => SwitchRenderer.RenderConfig(_switch, _references),
        "summary" => SwitchRenderer.RenderSummary(_switch, _references),
        "capability" => new DataObject("DVSCapability") { ["dvsOperationSupported"] = true, ["dvPortGroupOperationSupported"] = true, ["dvPortOperationSupported"] = true },
        "portgroup" => _switch.PortGroups.Select(portGroup => _references[portGroup]).ToArray(),
        _ => base.GetProperty(name, session),
    };

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "FetchDVPortKeys") return base.Invoke(call);
        var criteria = call.Arguments[0] as DataObject;
        if (s_unsupported.FirstOrDefault(name => criteria?[name] is not (null or IReadOnlyCollection<object> { Count: 0 })) is string unknown)
            throw VimFault.NotSupported($"looking for ports by {unknown}");
        string[]? groups = (criteria?["portgroupKey"] as IEnumerable<object>)?.Cast<string>().ToArray();
        string[]? ports = (criteria?["portKey"] as IEnumerable<object>)?.Cast<string>().ToArray();
        bool isInside = criteria?["inside"] is not false;
        return _switch.PortGroups
            .Where(group => groups is null || groups.Length == 0 || groups.Contains(group.Key) == isInside)
            .SelectMany(group => criteria?["connected"] switch
            {
                true => group.Ports,
                false => group.FreePorts(),
                _ => group.Ports.Concat(group.FreePorts()),
            })
            .Select(port => port.ToString(CultureInfo.InvariantCulture))
            .Where(port => ports is null || ports.Length == 0 || ports.Contains(port))
            .ToArray();
    }
}
