using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// A vMotion segment as it is meant to be: a VLAN behind one set of leaves, its subnets and who is in it. Faults change hosts
/// and network, and not this.
/// </summary>
internal sealed class VMotionSegment
{
    private readonly AddressPlan _plan;

    public VMotionSegment(string name, LeafGroup leaves, AddressPlan plan, int vlan)
    {
        Name = name;
        Leaves = leaves;
        Vlan = vlan;
        _plan = plan;
    }

    /// <summary>For example rack-01.</summary>
    public string Name { get; }

    public LeafGroup Leaves { get; }

    public int Vlan { get; }

    public InterfaceAddress Gateway => AddressPlan.GatewayOf(AddressOf(0));

    public InterfaceAddress Gateway6 => AddressPlan.GatewayOf(Address6Of(0));

    /// <summary>The hosts, in the order of their addresses.</summary>
    public List<Host> Hosts { get; } = new();

    /// <summary>The names of its port groups, one on each switch.</summary>
    public ISet<string> PortGroups { get; } = new SortedSet<string>(System.StringComparer.Ordinal);

    /// <summary>The address of a host by its number in the segment, from 1.</summary>
    public InterfaceAddress AddressOf(int host) => _plan.VMotion(host);

    public InterfaceAddress Address6Of(int host) => _plan.VMotion6(host);
}
