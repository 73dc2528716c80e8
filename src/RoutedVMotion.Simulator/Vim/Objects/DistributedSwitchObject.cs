using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A distributed switch.</summary>
internal sealed class DistributedSwitchObject : ManagedEntityObject
{
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
}
