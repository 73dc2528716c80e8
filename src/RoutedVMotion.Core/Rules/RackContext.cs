using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules;

/// <summary>A rack with its hosts: the plan's, or without a plan the hosts of one server that share a vMotion subnet.</summary>
public sealed class RackContext
{
    private readonly Dictionary<AddressFamily, (Subnet, RackContext)[]> _others = new();
    private readonly Dictionary<AddressFamily, Majority<InetAddress>?> _gateways = new();
    private Majority<int>? _vlan;
    private Majority<int>? _mtu;
    private bool _haveVlan;
    private bool _haveMtu;

    internal RackContext(string name, int place, Rack? plan)
    {
        Name = name;
        Place = place;
        Plan = plan;
    }

    /// <summary>The plan's name for it; without a plan its subnet.</summary>
    public string Name { get; }

    /// <summary>The plan's entry; null without a plan.</summary>
    public Rack? Plan { get; }

    /// <summary>
    /// Which place of the data centre it is: entries of a plan that share a leaf are one place, where a VLAN of one is a VLAN
    /// of the other.
    /// </summary>
    public int Place { get; }

    /// <summary>Its hosts.</summary>
    public IReadOnlyList<HostContext> Hosts => HostList;

    internal List<HostContext> HostList { get; } = new();

    /// <summary>The subnets of its hosts without a plan; with a plan the planned ones.</summary>
    internal List<Subnet> Subnets { get; } = new();

    /// <summary>The gateway that most of its adapters use, in one family.</summary>
    public Majority<InetAddress>? UsualGateway(AddressFamily family)
    {
        if (!_gateways.TryGetValue(family, out Majority<InetAddress>? usual))
        {
            usual = Majority.Of(Adapters()
                .Select(adapter => adapter.Hop(family))
                .Where(hop => hop is { Gateway: not null, Source: GatewaySource.Override or GatewaySource.Stack }
                    && hop.Problem is not (RouteProblem.LeavesByManagement or RouteProblem.LeavesByOtherAdapter))
                .Select(hop => hop!.Gateway!.Value));
            _gateways[family] = usual;
        }

        return usual;
    }

    /// <summary>The VLAN that most of its adapters are in.</summary>
    public Majority<int>? UsualVlan
    {
        get
        {
            if (!_haveVlan) _vlan = Majority.Of(Adapters().Select(adapter => adapter.Vlan).OfType<int>());
            _haveVlan = true;
            return _vlan;
        }
    }

    /// <summary>The MTU that most of its adapters have.</summary>
    public Majority<int>? UsualMtu
    {
        get
        {
            if (!_haveMtu) _mtu = Majority.Of(Adapters().Select(adapter => adapter.Adapter.Mtu).OfType<int>());
            _haveMtu = true;
            return _mtu;
        }
    }

    /// <summary>The subnets of the other racks, in one family, without those that this rack shares (a stretched segment).</summary>
    internal IReadOnlyList<(Subnet Subnet, RackContext Rack)> OtherSubnets(AddressFamily family) =>
        _others.TryGetValue(family, out (Subnet, RackContext)[]? others) ? others : Array.Empty<(Subnet, RackContext)>();

    /// <summary>For example "rack-02 (172.16.2.0/24)"; without a plan the subnet alone.</summary>
    internal static string InWords((Subnet Subnet, RackContext Rack) other) =>
        other.Rack.Plan is null ? other.Subnet.ToString() : $"{other.Rack.Name} ({other.Subnet})";

    internal void SetOthers(AddressFamily family, (Subnet, RackContext)[] others) => _others[family] = others;

    private IEnumerable<AdapterContext> Adapters() => Hosts.Where(host => host.IsRead).SelectMany(host => host.OnRackStack);
}
