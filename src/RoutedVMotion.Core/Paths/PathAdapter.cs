using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Catalogue;

namespace RoutedVMotion.Core.Paths;

/// <summary>A vMotion adapter of a host that is one end of paths.</summary>
internal sealed class PathAdapter
{
    /// <summary>What an adapter sends whose MTU could not be read, in bytes.</summary>
    private const int EthernetMtu = 1500;

    private readonly HostContext _host;
    private readonly Dictionary<int, NextHop> _hops = new();

    internal PathAdapter(HostContext host, AdapterContext adapter)
    {
        _host = host;
        Context = adapter;
        IsOnRackStack = host.OnRackStack.Contains(adapter);
        ExpectedVlan = host.Rack?.Plan?.VMotion.Vlan ?? host.Rack?.UsualVlan?.Value;
        // Of a trunk or an overlay no majority says anything; a plan that names a VLAN does.
        IsInRackVlan = ExpectedVlan is not int expected
            || (host.Rack!.Plan?.VMotion.Vlan is null && Vlan.Id is null)
            || VlanDiffersFromRack.Matches(Vlan, expected);
    }

    /// <summary>The adapter.</summary>
    public AdapterContext Context { get; }

    /// <summary>It is on the stack that the plan says.</summary>
    public bool IsOnRackStack { get; }

    /// <summary>Its VLAN.</summary>
    public Vlan Vlan => Context.Adapter.PortGroup?.Vlan ?? Vlan.Unknown;

    /// <summary>The VLAN of its rack, by plan or by most adapters there; null where nobody says.</summary>
    public int? ExpectedVlan { get; }

    /// <summary>It is in that VLAN, or nothing speaks against it.</summary>
    public bool IsInRackVlan { get; }

    /// <summary>What it sends at most, in bytes.</summary>
    public int Mtu => Context.Adapter.Mtu ?? EthernetMtu;

    /// <summary>What its switch lets through, in bytes; null where that is not known.</summary>
    public int? SwitchMtu => Context.Adapter.PortGroup?.SwitchMtu;

    /// <summary>Where a packet goes that it sends to an address.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="region">Which part of the address space that is, as long as no prefix that any host knows divides it.</param>
    public NextHop To(InetAddress destination, int region)
    {
        if (!_hops.TryGetValue(region, out NextHop? hop)) _hops.Add(region, hop = NextHop.To(_host.Host, Context.Adapter, destination));
        return hop;
    }
}
