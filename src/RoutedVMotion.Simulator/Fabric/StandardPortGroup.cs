using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A port group of a standard switch. It takes one vmkernel adapter (facts B6).</summary>
internal sealed class StandardPortGroup
{
    public StandardPortGroup(StandardSwitch vSwitch, string name, int vlan)
    {
        Switch = vSwitch;
        Name = name;
        Vlan = vlan;
    }

    public StandardSwitch Switch { get; }

    public string Name { get; }

    /// <summary>0 untagged, 4095 all.</summary>
    public int Vlan { get; set; }

    /// <summary>The physical NICs that carry its traffic, where they are not all of the switch.</summary>
    public IReadOnlyList<PhysicalNic>? ActiveNics { get; init; }

    /// <summary>The physical NICs that stand by.</summary>
    public IReadOnlyList<PhysicalNic> StandbyNics { get; init; } = Array.Empty<PhysicalNic>();

    /// <summary>The physical NICs behind it, the preferred first.</summary>
    public IEnumerable<PhysicalNic> Uplinks => ActiveNics is null ? Switch.Uplinks : ActiveNics.Concat(StandbyNics);

    /// <summary>It has a teaming policy of its own, as the one that ESXi's installer makes for management has.</summary>
    public bool HasOwnTeaming { get; set; }
}
