using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A leaf group's routed interface in a VLAN: the default gateway of the hosts there.</summary>
internal sealed class Svi
{
    public Svi(int vlan, string mac, params InterfaceAddress[] addresses)
    {
        Vlan = vlan;
        Mac = mac;
        Addresses = addresses;
        Subnets = addresses.Select(own => own.Subnet).ToArray();
    }

    public int Vlan { get; }

    public string Mac { get; }

    /// <summary>The gateway addresses.</summary>
    public IReadOnlyList<InterfaceAddress> Addresses { get; }

    /// <summary>What it routes into: the subnets of its addresses, unless its address is link-local, which says nothing of them.</summary>
    public IReadOnlyList<Subnet> Subnets { get; init; }

    /// <summary>Largest IP packet that it routes, in bytes.</summary>
    public int Mtu { get; set; } = 9216;

    public bool IsUp { get; set; } = true;

    /// <summary>Whether it answers pings to itself; what it routes is another matter.</summary>
    public bool AnswersEcho { get; set; } = true;

    /// <summary>The access list for what comes in from its VLAN to be routed.</summary>
    public IList<AccessRule> Denied { get; } = new List<AccessRule>();

    public bool Owns(InetAddress address) => Addresses.Any(own => own.Address == address);

    public bool IsOnLink(InetAddress address) => Subnets.Any(subnet => subnet.Contains(address));
}
