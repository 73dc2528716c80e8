using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Catalogue;

namespace RoutedVMotion.Core.Paths;

/// <summary>The rules of the catalogue that say why a path is blocked. Their words are theirs; here stands which of them it is.</summary>
public static class PathRules
{
    internal static readonly RuleInfo HostDisconnected = Info<HostDisconnected>();
    internal static readonly RuleInfo HostNotRead = Info<HostNotRead>();
    internal static readonly RuleInfo HostInNoRack = Info<HostInNoRack>();
    internal static readonly RuleInfo HostInTwoRacks = Info<HostInTwoRacks>();
    internal static readonly RuleInfo NoVMotionAdapter = Info<NoVMotionAdapter>();
    internal static readonly RuleInfo VMotionOnOtherStack = Info<VMotionOnOtherStack>();
    internal static readonly RuleInfo AddressMissing = Info<AddressMissing>();
    internal static readonly RuleInfo AddressFamilyMismatch = Info<AddressFamilyMismatch>();
    internal static readonly RuleInfo AddressOutsideSubnet = Info<AddressOutsideSubnet>();
    internal static readonly RuleInfo PrefixLengthWrong = Info<PrefixLengthWrong>();
    internal static readonly RuleInfo AddressIsGateway = Info<AddressIsGateway>();
    internal static readonly RuleInfo VlanDiffersFromRack = Info<VlanDiffersFromRack>();
    internal static readonly RuleInfo MtuAboveSwitch = Info<MtuAboveSwitch>();
    internal static readonly RuleInfo StaticRouteDivertsRack = Info<StaticRouteDivertsRack>();
    internal static readonly RuleInfo GatewayMissing = Info<GatewayMissing>();
    internal static readonly RuleInfo GatewayOutsideSubnet = Info<GatewayOutsideSubnet>();
    internal static readonly RuleInfo GatewayIsHostAddress = Info<GatewayIsHostAddress>();
    internal static readonly RuleInfo AdaptersInDifferentSubnets = Info<AdaptersInDifferentSubnets>();

    /// <summary>Rules of which an error cuts the host off from every other, wherever that is.</summary>
    private static readonly HostRule[] CutOff =
    {
        Rule<AllUplinksDown>(), Rule<HostBehindOtherLeaves>(), Rule<UplinksInDifferentRacks>(), Rule<DuplicateAddress>(), Rule<AddressIsGateway>(),
    };

    private static readonly Dictionary<GatewayFault, RuleInfo> ByFault = new()
    {
        [GatewayFault.Missing] = GatewayMissing,
        [GatewayFault.HostAddress] = GatewayIsHostAddress,
        [GatewayFault.NetworkOrBroadcast] = Info<GatewayIsNetworkOrBroadcast>(),
        [GatewayFault.OfAnotherRack] = Info<GatewayOfAnotherRack>(),
        [GatewayFault.OutsideSubnet] = GatewayOutsideSubnet,
        [GatewayFault.OfOtherAdapter] = AdaptersInDifferentSubnets,
        [GatewayFault.DiffersFromRack] = Info<GatewayDiffersFromRack>(),
    };

    /// <summary>The rules by which a host is cut off, whoever the other is; of those that the plan has turned off or calls less than an error none.</summary>
    internal static IReadOnlyList<RuleInfo> CutOffBy(HostContext host, RuleSelection selection)
    {
        List<RuleInfo>? found = null;
        foreach (HostRule rule in CutOff)
        {
            if ((rule.Info.NeedsPlan && host.Fabric.Plan is null) || !selection.IsOn(rule.Info.Name)) continue;
            if (selection.Apply(rule.Judge(host)).Any(finding => finding.Severity == nameof(Severity.Error))) (found ??= new List<RuleInfo>()).Add(rule.Info);
        }

        return (IReadOnlyList<RuleInfo>?)found ?? Array.Empty<RuleInfo>();
    }

    /// <summary>The rule that speaks of a way out that leads nowhere: of its cause rather than of what follows from it.</summary>
    internal static RuleInfo Of(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop)
    {
        if (!host.OnRackStack.Contains(adapter)) return VMotionOnOtherStack;
        if (hop.Source == GatewaySource.StaticRoute) return StaticRouteDivertsRack;
        if (ByFault.TryGetValue(adapter.GatewayFault(family), out RuleInfo? byFault)) return byFault;
        return adapter.AddressState(family) switch
        {
            AddressState.OutsideSubnet => AddressOutsideSubnet,
            AddressState.WrongPrefixLength => PrefixLengthWrong,
            _ => hop.Problem switch
            {
                RouteProblem.NoGateway => GatewayMissing,
                RouteProblem.GatewayIsOwnAddress => GatewayIsHostAddress,
                RouteProblem.LeavesByOtherAdapter when host.VMotion.Any(other => other.Device == hop.Device) => AdaptersInDifferentSubnets,
                _ => GatewayOutsideSubnet,
            },
        };
    }

    /// <summary>What the rule itself finds on the host, in its words; null where it finds nothing, or judges no hosts.</summary>
    internal static string? Found(RuleInfo info, HostContext host) =>
        RuleCatalog.Rules.OfType<HostRule>().FirstOrDefault(rule => rule.Info == info)?.Judge(host).FirstOrDefault()?.Found;

    private static RuleInfo Info<T>()
        where T : HostRule => Rule<T>().Info;

    private static HostRule Rule<T>()
        where T : HostRule => RuleCatalog.Rules.OfType<T>().Single();
}
