using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A distributed port group; an NSX segment looks like one, with a backing (facts B8).</summary>
internal sealed class DistributedPortGroupObject : ManagedEntityObject
{
    private readonly DistributedPortGroup _portGroup;
    private readonly References _references;

    public DistributedPortGroupObject(string id, DistributedPortGroup portGroup, ManagedReference parent, References references)
        : base("DistributedVirtualPortgroup", id, portGroup.Name, parent)
    {
        _portGroup = portGroup;
        _references = references;
    }

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "key" => _portGroup.Key,
        "config" => RenderConfig(),
        "portKeys" => _portGroup.Ports.Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray(),
        "summary" => new DataObject("NetworkSummary")
        {
            ["network"] = Reference,
            ["name"] = EncodeName(Name),
            ["accessible"] = true,
            ["ipPoolName"] = string.Empty,
        },
        "host" => _portGroup.Switch.Members.Select(host => _references[host]).ToArray(),
        "vm" => _portGroup.Switch.Members
            .SelectMany(host => host.VirtualMachines)
            .Where(machine => machine.Connections.Any(
                connection => connection is DistributedConnection distributed && distributed.PortGroup == _portGroup))
            .Select(machine => _references[machine])
            .ToArray(),
        _ => base.GetProperty(name, session),
    };

    public DistributedPortGroup PortGroup => _portGroup;

    private DataObject RenderConfig()
    {
        NsxSegment? segment = _portGroup.Segment;
        return new DataObject("DVPortgroupConfigInfo")
        {
            ["key"] = _portGroup.Key,
            ["name"] = EncodeName(Name),
            ["numPorts"] = _portGroup.PortCount,
            ["distributedVirtualSwitch"] = _references[_portGroup.Switch],
            ["defaultPortConfig"] = SwitchRenderer.RenderPortSetting(_portGroup),
            ["type"] = segment is null ? "earlyBinding" : "ephemeral",
            ["backingType"] = segment is null ? "standard" : "nsx",
            ["policy"] = new DataObject("VMwareDVSPortgroupPolicy")
            {
                ["blockOverrideAllowed"] = true,
                ["shapingOverrideAllowed"] = false,
                ["vendorConfigOverrideAllowed"] = false,
                ["livePortMovingAllowed"] = false,
                ["portConfigResetAtDisconnect"] = true,
                ["networkResourcePoolOverrideAllowed"] = false,
                ["trafficFilterOverrideAllowed"] = false,
                ["vlanOverrideAllowed"] = false,
                ["uplinkTeamingOverrideAllowed"] = false,
                ["securityPolicyOverrideAllowed"] = false,
                ["ipfixOverrideAllowed"] = false,
            },
            ["configVersion"] = "1",
            ["autoExpand"] = segment is null && _portGroup.MaximumPorts is null,
            ["uplink"] = _portGroup.IsUplink,
            ["transportZoneUuid"] = segment?.TransportZoneUuid,
            ["transportZoneName"] = segment?.TransportZoneName,
            ["logicalSwitchUuid"] = segment?.LogicalSwitchUuid,
            ["segmentId"] = segment is null ? null : "/infra/segments/" + Name,
        };
    }
}
