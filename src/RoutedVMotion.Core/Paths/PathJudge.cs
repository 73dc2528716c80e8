using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

using Words = RoutedVMotion.Core.Rules.Words;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Whether vMotion gets from one host to another, and back, by what is configured: each packet's next hop as the hosts choose it,
/// and what the plan says of the fabric between them. Several adapters or address families are each a way that a migration may
/// take, so that all of them have to do. Where hosts have pinged, what that has shown of the network counts as well.
/// </summary>
internal sealed class PathJudge
{
    private static readonly AddressFamily[] OnlyIPv4 = [AddressFamily.IPv4], OnlyIPv6 = [AddressFamily.IPv6];

    private readonly FabricIndex _fabric;
    private readonly AddressRegions _regions;
    private readonly PathFacts? _facts;

    public PathJudge(FabricIndex fabric, AddressRegions regions, PathFacts? facts)
    {
        _fabric = fabric;
        _regions = regions;
        _facts = facts;
    }

    /// <summary>The verdict on a path between two hosts.</summary>
    public PathVerdict Judge(PathEnd source, PathEnd destination)
    {
        if (source.Kind != PathKind.Switched || destination.Kind != PathKind.Switched)
        {
            PathKind worst = source.Kind > destination.Kind ? source.Kind : destination.Kind;
            return new PathVerdict(worst, null, null, Reasons(source, PathSide.Source, worst).Concat(Reasons(destination, PathSide.Destination, worst)).ToArray());
        }

        var path = new Path();
        foreach (PathAdapter from in source.Adapters)
            foreach (PathAdapter to in destination.Adapters) Judge(path, source, from, destination, to);
        // What pings have shown of links and racks, where configuration has nothing to say against it.
        if (!path.IsBlocked && _facts is not null)
        {
            if (_facts.LossOn(source.Host, path.Mtu) is string mine) path.Block(PathSide.Source, ProbeRules.PathMtuTooSmall, mine);
            if (_facts.LossOn(destination.Host, path.Mtu) is string other) path.Block(PathSide.Destination, ProbeRules.PathMtuTooSmall, other);
        }

        if (!path.IsBlocked && _facts?.Between(source.Host.Rack, destination.Host.Rack, path.Mtu) is PathReason fact) path.Block(fact.Side, fact.Rule, fact.Text);
        return path.ToVerdict();
    }

    private static IEnumerable<PathReason> Reasons(PathEnd end, PathSide side, PathKind kind) =>
        end.Kind == kind ? end.Rules.Select(rule => new PathReason(rule, side)) : Enumerable.Empty<PathReason>();

    private void Judge(Path path, PathEnd source, PathAdapter from, PathEnd destination, PathAdapter to)
    {
        AddressFamily[] families = Families(source, from, destination, to);
        if (families.Length == 0)
        {
            path.Block(PathSide.Source, from.Context.Subnets.Any() ? PathRules.AddressFamilyMismatch : PathRules.AddressMissing);
            path.Block(PathSide.Destination, to.Context.Subnets.Any() ? PathRules.AddressFamilyMismatch : PathRules.AddressMissing);
            return;
        }

        foreach (AddressFamily family in families)
        {
            Judge(path, PathSide.Source, source, from, destination, to, family);
            Judge(path, PathSide.Destination, destination, to, source, from, family);
        }

        // A connection settles on the smaller of both ends' MTUs.
        int mtu = Math.Min(from.Mtu, to.Mtu);
        path.Mtu = Math.Max(path.Mtu, mtu);
        if (mtu > from.SwitchMtu) path.Block(PathSide.Source, PathRules.MtuAboveSwitch);
        if (mtu > to.SwitchMtu) path.Block(PathSide.Destination, PathRules.MtuAboveSwitch);
    }

    /// <summary>
    /// The families that both have addresses of: those of the plan, where there are any. Without a plan one that leads out is enough,
    /// and another may have no gateway.
    /// </summary>
    internal AddressFamily[] Families(PathEnd source, PathAdapter from, PathEnd destination, PathAdapter to)
    {
        bool hasIPv4 = HaveBoth(AddressFamily.IPv4), hasIPv6 = HaveBoth(AddressFamily.IPv6);
        if (!hasIPv6) return hasIPv4 ? OnlyIPv4 : Array.Empty<AddressFamily>();
        if (!hasIPv4) return OnlyIPv6;
        AddressFamily[] common = Words.Families;
        AddressFamily[] planned = common.Where(family => IsPlanned(source, family) && IsPlanned(destination, family)).ToArray();
        if (planned.Length > 0) return planned;
        AddressFamily[] leading = common
            .Where(family => Hop(from, to, family).Source != GatewaySource.None && Hop(to, from, family).Source != GatewaySource.None)
            .ToArray();
        return leading.Length > 0 ? leading : common;

        bool HaveBoth(AddressFamily family) => from.Context.Address(family) is not null && to.Context.Address(family) is not null;
    }

    private static bool IsPlanned(PathEnd end, AddressFamily family) => end.Host.Rack?.Plan?.VMotion.GetSubnet(family) is not null;

    private NextHop Hop(PathAdapter from, PathAdapter to, AddressFamily family)
    {
        InetAddress destination = to.Context.Address(family)!.Value.Address;
        return from.To(destination, _regions.Of(destination));
    }

    /// <summary>One of the two directions. The side is that of the sender.</summary>
    private void Judge(Path path, PathSide side, PathEnd sender, PathAdapter from, PathEnd receiver, PathAdapter to, AddressFamily family)
    {
        NextHop hop = Hop(from, to, family);
        if (hop.Source == GatewaySource.OnLink && hop.IsUsable) JudgeOnLink(path, side, sender, from, receiver, to, family);
        else JudgeRouted(path, side, sender, from, receiver, to, family, hop);
    }

    private void JudgeOnLink(Path path, PathSide side, PathEnd sender, PathAdapter from, PathEnd receiver, PathAdapter to, AddressFamily family)
    {
        // Of several addresses (two IPv6 prefixes) it is the one in the destination's subnet that counts, in whichever order they are listed.
        InterfaceAddress other = to.Context.Address(family)!.Value;
        Subnet[] around = from.Context.Adapter.Addresses.Select(address => address.Subnet).Where(subnet => subnet.Contains(other.Address)).ToArray();
        bool isOneSubnet = around.Contains(other.Subnet);
        Subnet own = isOneSubnet ? other.Subnet : around[0];
        bool isOneSegment = _fabric.Plan is null ? isOneSubnet : IsOneSegment(sender.Host.Rack!, receiver.Host.Rack!, family);
        if (!isOneSegment)
        {
            // A flat network that the plan does not know (what vMotion had before it, say) may end at the leaves or not.
            if (IsForeign(from, family) && IsForeign(to, family) && isOneSubnet && from.Vlan == to.Vlan)
                path.Doubt(side, Misplaced(from, family)!);
            // Two that look for each other on the wire may find each other, however many addresses either takes to be there.
            else if (_fabric.Plan is null && Hop(to, from, family) is { Source: GatewaySource.OnLink, IsUsable: true } && !(from.Vlan.Id is int here && to.Vlan.Id is int there && here != there))
                path.Doubt(side, PathRules.PrefixLengthWrong, $"{own} here, {other.Subnet} there");
            else
                BlockOnLink(path, side, from, own, to, family);
            return;
        }

        if (from.IsInRackVlan && to.IsInRackVlan)
        {
            // Where nobody says which VLAN is the segment's, two that differ are still two.
            if (from.ExpectedVlan is null && from.Vlan.Id is int left && to.Vlan.Id is int right && left != right)
                path.Block(side, PathRules.VlanDiffersFromRack, $"VLAN {left}, where the other host has VLAN {right}");
            return;
        }

        if (!from.IsInRackVlan && !to.IsInRackVlan && from.Vlan.Id == to.Vlan.Id && from.Vlan.Id is not null)
        {
            path.Doubt(side, PathRules.VlanDiffersFromRack);
            return;
        }

        if (!from.IsInRackVlan) path.Block(side, PathRules.VlanDiffersFromRack, OtherVlan(from));
        if (!to.IsInRackVlan) path.Block(Other(side), PathRules.VlanDiffersFromRack, OtherVlan(to));
    }

    /// <summary>The sender looks on its own wire for a host that is not there.</summary>
    private void BlockOnLink(Path path, PathSide side, PathAdapter from, Subnet own, PathAdapter to, AddressFamily family)
    {
        RuleInfo? mine = _fabric.Plan is null ? null : Misplaced(from, family), others = _fabric.Plan is null ? null : Misplaced(to, family);
        if (mine is not null) path.Block(side, mine, OnOtherStack(from));
        if (others is not null) path.Block(Other(side), others, OnOtherStack(to));
        if (mine is null && others is null) path.Block(side, PathRules.PrefixLengthWrong, own + ", which takes in hosts of another subnet");
    }

    /// <summary>The rule that says why an adapter is not where the plan has it; null where it is.</summary>
    private static RuleInfo? Misplaced(PathAdapter adapter, AddressFamily family) => adapter.Context.AddressState(family) switch
    {
        AddressState.OutsideSubnet or AddressState.NotPlanned => adapter.IsOnRackStack ? PathRules.AddressOutsideSubnet : PathRules.VMotionOnOtherStack,
        AddressState.WrongPrefixLength => PathRules.PrefixLengthWrong,
        _ => null,
    };

    private static bool IsForeign(PathAdapter adapter, AddressFamily family) =>
        adapter.Context.AddressState(family) is AddressState.OutsideSubnet or AddressState.NotPlanned;

    private void JudgeRouted(Path path, PathSide side, PathEnd sender, PathAdapter from, PathEnd receiver, PathAdapter to, AddressFamily family, NextHop hop)
    {
        if (!hop.IsUsable || (hop.Source != GatewaySource.StaticRoute && IsWrongGateway(sender.Host, from, family)))
        {
            bool isIsland = hop.Source == GatewaySource.None && sender.Host.Rack?.Plan is not null && sender.Host.Rack.Plan.VMotion.GetGateway(family) is null;
            path.Block(side, PathRules.Of(sender.Host, from.Context, family, hop), isIsland ? WithoutGateway(sender) : WayOut(from, hop));
            return;
        }

        InetAddress gateway = hop.Gateway!.Value;
        path.Through(side, gateway);
        if (!from.IsInRackVlan) path.Block(side, PathRules.VlanDiffersFromRack, OtherVlan(from));
        if (!to.IsInRackVlan) path.Block(Other(side), PathRules.VlanDiffersFromRack, OtherVlan(to));
        if (_fabric.UsesOf(sender.Host, gateway) is AddressUse use)
            path.Block(side, PathRules.AddressIsGateway, $"{gateway}, the rack's gateway, is also the address of {use.Host.Host.Name} {use.Adapter.Device}");
        if (_facts is not null)
        {
            if (_facts.RuleBeyondItsRack(sender.Host) is RuleInfo mine) path.Block(side, mine);
            if (_facts.RuleBeyondItsRack(receiver.Host) is RuleInfo others) path.Block(Other(side), others);
            if (_facts.IsWithoutGateway(sender.Host.Rack)) path.Block(side, ProbeRules.GatewayUnreachable, "no host of the rack that asked sees its gateway");
            if (_facts.IsWithoutGateway(receiver.Host.Rack)) path.Block(Other(side), ProbeRules.GatewayUnreachable, "no host of the rack that asked sees its gateway");
        }

        if (_fabric.Plan is null) return;

        RackVMotion here = sender.Host.Rack!.Plan!.VMotion, there = receiver.Host.Rack!.Plan!.VMotion;
        if (here.GetGateway(family) is null) path.Block(side, PathRules.GatewayMissing, WithoutGateway(sender));
        if (there.GetGateway(family) is null) path.Block(Other(side), PathRules.GatewayMissing, WithoutGateway(receiver));
        // The fabric delivers to the leaves that have the subnet.
        if (there.GetSubnet(family)?.Contains(to.Context.Address(family)!.Value.Address) != true)
            path.Block(Other(side), to.IsOnRackStack ? PathRules.AddressOutsideSubnet : PathRules.VMotionOnOtherStack, OnOtherStack(to));
    }

    // Without a plan, a gateway that differs from the others' may be right.
    private static bool IsWrongGateway(HostContext host, PathAdapter adapter, AddressFamily family) => adapter.Context.GatewayFault(family) switch
    {
        GatewayFault.None => false,
        GatewayFault.DiffersFromRack => host.Rack?.Plan?.VMotion.GetGateway(family) is not null,
        _ => true,
    };

    private static bool IsOneSegment(RackContext left, RackContext right, AddressFamily family) => left == right
        || (left.Plan!.VMotion.GetSubnet(family) is not null
            && left.Plan.VMotion.GetSubnet(family) == right.Plan!.VMotion.GetSubnet(family)
            && left.Plan.VMotion.GetGateway(family) == right.Plan.VMotion.GetGateway(family));

    private static PathSide Other(PathSide side) => side == PathSide.Source ? PathSide.Destination : PathSide.Source;

    private static string WithoutGateway(PathEnd end) => end.Host.Rack!.Name + " has no gateway by plan";

    private static string OtherVlan(PathAdapter adapter) =>
        $"{adapter.Context.Device} in VLAN {adapter.Vlan}, where the rack has {Words.Number(adapter.ExpectedVlan!.Value)}";

    private static string? OnOtherStack(PathAdapter adapter) =>
        adapter.IsOnRackStack ? null : $"{adapter.Context.Device} on stack {adapter.Context.Adapter.Stack}, in a subnet that is not the rack's";

    private static string WayOut(PathAdapter adapter, NextHop hop) => hop switch
    {
        { Gateway: null, Device: null } => $"no way out of {Words.Subnets(adapter.Context.Adapter)}",
        { Gateway: null } => "leaves by " + hop.Device,
        { Device: null } => $"{hop.Gateway}, which {adapter.Context.Device} does not reach",
        _ when hop.Device != adapter.Context.Device => $"{hop.Gateway}, by {hop.Device}",
        _ => hop.Gateway.ToString()!,
    };

    /// <summary>What is known of a path so far.</summary>
    private sealed class Path
    {
        private readonly List<(PathReason Reason, PathKind Kind)> _reasons = new();
        private readonly List<InetAddress> _gateways = new();
        private readonly List<InetAddress> _returnGateways = new();

        /// <summary>The largest packet that is sent on it, in bytes.</summary>
        public int Mtu { get; set; }

        public bool IsBlocked => _reasons.Exists(pair => pair.Kind == PathKind.Blocked);

        public void Block(PathSide side, RuleInfo rule, string? text = null) => Add(side, rule, text, PathKind.Blocked);

        public void Doubt(PathSide side, RuleInfo rule, string? text = null) => Add(side, rule, text, PathKind.Unknown);

        public void Through(PathSide side, InetAddress gateway)
        {
            List<InetAddress> gateways = side == PathSide.Source ? _gateways : _returnGateways;
            if (!gateways.Contains(gateway)) gateways.Add(gateway);
        }

        public PathVerdict ToVerdict()
        {
            bool isRouted = _gateways.Count + _returnGateways.Count > 0;
            PathKind kind = _reasons.Count == 0
                ? isRouted ? PathKind.Routed : PathKind.Switched
                : IsBlocked ? PathKind.Blocked : PathKind.Unknown;
            return new PathVerdict(
                kind,
                Join(_gateways),
                Join(_returnGateways),
                _reasons.Where(pair => pair.Kind == kind).Select(pair => pair.Reason).ToArray());
        }

        private void Add(PathSide side, RuleInfo rule, string? text, PathKind kind)
        {
            int known = _reasons.FindIndex(pair => pair.Kind == kind && pair.Reason.Side == side && pair.Reason.Rule == rule);
            if (known < 0) _reasons.Add((new PathReason(rule, side, text), kind));
            // Of several texts always the same one, whichever direction was judged first.
            else if (text is not null && (_reasons[known].Reason.Text is not string other || string.CompareOrdinal(text, other) < 0))
                _reasons[known] = (new PathReason(rule, side, text), kind);
        }

        private static string? Join(List<InetAddress> gateways) => gateways.Count == 0 ? null : string.Join(", ", gateways);
    }
}
