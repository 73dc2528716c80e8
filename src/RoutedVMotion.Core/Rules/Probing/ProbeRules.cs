using System.Collections.Generic;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>What the catalogue says of the findings that pings lead to.</summary>
public static class ProbeRules
{
    /// <summary>A gateway that is not there.</summary>
    public static RuleInfo GatewayUnreachable { get; } = new()
    {
        Name = nameof(GatewayUnreachable),
        Severity = Severity.Error,
        Scope = RuleScope.Probe,
        Title = "The gateway does not answer and is not in the neighbour table",
        Why = "The host does not see its gateway on the wire at all: vMotion does not leave the rack.",
        Action = "Of one host: check the VLAN on its switch port and its uplinks. Of a whole rack: check the SVI on the leaves.",
    };

    /// <summary>A gateway that filters pings.</summary>
    public static RuleInfo GatewaySilentToIcmp { get; } = new()
    {
        Name = nameof(GatewaySilentToIcmp),
        Severity = Severity.Information,
        Scope = RuleScope.Probe,
        Title = "The gateway is there, but does not answer pings",
        Why = "Many switches drop or limit pings to themselves; the neighbour table or the racks behind it show that the gateway works.",
        Action = "Nothing has to be done.",
    };

    /// <summary>Two racks between which nothing gets through.</summary>
    public static RuleInfo PathUnreachable { get; } = new()
    {
        Name = nameof(PathUnreachable),
        Severity = Severity.Error,
        Scope = RuleScope.Probe,
        Title = "No ping gets from rack to rack",
        Why = "No host of the one rack gets an answer from the other: vMotion between them times out.",
        Action = "Check routes and access lists between the two subnets on leaves and spines.",
    };

    /// <summary>Two racks between which only some hosts reach each other.</summary>
    public static RuleInfo PathUnreliable { get; } = new()
    {
        Name = nameof(PathUnreliable),
        Severity = Severity.Warning,
        Scope = RuleScope.Probe,
        Title = "Some pings between two racks are lost",
        Why = "One of several equal paths seems to be broken: some migrations work, others time out, always between the same hosts.",
        Action = "Check each spine and each link between the two racks; a path is chosen by the pair of addresses.",
    };

    /// <summary>A path that does not carry large frames.</summary>
    public static RuleInfo PathMtuTooSmall { get; } = new()
    {
        Name = nameof(PathMtuTooSmall),
        Severity = Severity.Error,
        Scope = RuleScope.Probe,
        Title = "Frames of the adapter's MTU do not get through",
        Why = "Small packets pass and large ones vanish: migrations start, hang and time out.",
        Action = "Raise the MTU of every link and SVI on the way, or lower the one of the vMotion adapters everywhere.",
    };

    /// <summary>A path that is slower than planned.</summary>
    public static RuleInfo RttAboveLimit { get; } = new()
    {
        Name = nameof(RttAboveLimit),
        Severity = Severity.Warning,
        Scope = RuleScope.Probe,
        Title = "The round trip takes longer than the plan's maxRttMs",
        Why = "Migrations take longer, and busy virtual machines may not converge.",
        Action = "Look for a detour or a congested link, or raise maxRttMs if the distance explains it.",
        NeedsPlan = true,
    };

    /// <summary>A path that is slower than supported.</summary>
    public static RuleInfo RttAbove150 { get; } = new()
    {
        Name = nameof(RttAbove150),
        Severity = Severity.Error,
        Scope = RuleScope.Probe,
        Title = "The round trip takes longer than 150 ms",
        Why = "VMware supports vMotion up to 150 ms of round trip and not beyond.",
        Action = "Look for a detour or a congested link, or do not migrate between these racks.",
    };

    /// <summary>A host that others cannot reach, though its neighbour can be reached.</summary>
    public static RuleInfo PeerSilent { get; } = new()
    {
        Name = nameof(PeerSilent),
        Severity = Severity.Error,
        Scope = RuleScope.Probe,
        Title = "The host answers no other rack, though another host of its rack does",
        Why = "The path to the rack is sound and this host is not on it: migrations to it from other racks time out.",
        Action = "Check the host's VLAN, uplinks and gateway, and whether another machine has its address.",
    };

    /// <summary>A host that reaches nobody, though its neighbour does.</summary>
    public static RuleInfo HostReachesNoRack { get; } = new()
    {
        Name = nameof(HostReachesNoRack),
        Severity = Severity.Error,
        Scope = RuleScope.Probe,
        Title = "The host gets no answer from other racks, though another host of its rack does",
        Why = "The path out of the rack is sound and this host is not on it: migrations between it and other racks time out.",
        Action = "Check the host's VLAN, uplinks and gateway, and whether another machine has its address.",
    };

    /// <summary>A rack that was not asked.</summary>
    public static RuleInfo RackNotProbed { get; } = new()
    {
        Name = nameof(RackNotProbed),
        Severity = Severity.Information,
        Scope = RuleScope.Probe,
        Title = "No host of the rack could be asked",
        Why = "Without a host of it that is connected, has a sound address and gateway, and may ping, nothing is known of the paths to it.",
        Action = "Mend the other findings of the rack and of its hosts, then probe again.",
    };

    /// <summary>An account that may not ping.</summary>
    public static RuleInfo EsxCliDenied { get; } = new()
    {
        Name = nameof(EsxCliDenied),
        Severity = Severity.Warning,
        Scope = RuleScope.Probe,
        Title = "The account may not run esxcli on the host",
        Why = "Nothing of what -Probe asks could be asked of this host; what configuration shows was judged all the same.",
        Action = "Grant Host.Configuration.Network on the host to the account, or probe with another one.",
    };

    /// <summary>A host that could not be asked.</summary>
    public static RuleInfo ProbeFailed { get; } = new()
    {
        Name = nameof(ProbeFailed),
        Severity = Severity.Warning,
        Scope = RuleScope.Probe,
        Title = "The host could not be made to ping",
        Why = "Nothing can be concluded of this host's paths; what configuration shows was judged all the same.",
        Action = "See what the host said, and probe again.",
    };

    /// <summary>What a ping does not show.</summary>
    public static RuleInfo TcpPortsUntested { get; } = new()
    {
        Name = nameof(TcpPortsUntested),
        Severity = Severity.Information,
        Scope = RuleScope.Probe,
        Title = "TCP 8000 and 902 were not tested",
        Why = "An access list may let pings through and stop vMotion (TCP 8000) or cold data (TCP 902): hosts offer no way to try these ports.",
        Action = "Migrate one virtual machine from rack to rack, and back, before relying on it.",
    };

    /// <summary>The kind of ping without which a rule has nothing to judge; null for a rule about the asking itself.</summary>
    public static ProbeKind? KindOf(RuleInfo rule) =>
        rule == GatewayUnreachable || rule == GatewaySilentToIcmp ? ProbeKind.Gateway
        : rule == RackNotProbed || rule == EsxCliDenied || rule == ProbeFailed || rule == TcpPortsUntested ? null
        : ProbeKind.Peer;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } = new[]
    {
        GatewayUnreachable,
        GatewaySilentToIcmp,
        HostReachesNoRack,
        PeerSilent,
        PathUnreachable,
        PathUnreliable,
        PathMtuTooSmall,
        RttAboveLimit,
        RttAbove150,
        RackNotProbed,
        EsxCliDenied,
        ProbeFailed,
        TcpPortsUntested,
    };
}
