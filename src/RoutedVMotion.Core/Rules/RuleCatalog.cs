using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules.Catalogue;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Rules;

/// <summary>All rules there are.</summary>
public static class RuleCatalog
{
    /// <summary>The rules that judge configuration, in the order in which their findings on a host are read.</summary>
    public static IReadOnlyList<ValidationRule> Rules { get; } = new ValidationRule[]
    {
        new HostInNoRack(),
        new HostInTwoRacks(),
        new HostDisconnected(),
        new HostNotRead(),
        new HostTooOld(),
        new MultipleStacksUnsupported(),
        new OverrideUnsupported(),
        new NoVMotionAdapter(),
        new VMotionOnOtherStack(),
        new DeadVMotionAdapter(),
        new HostProfileAttached(),
        new GatewayMissing(),
        new GatewayOutsideSubnet(),
        new GatewayOfAnotherRack(),
        new GatewayIsHostAddress(),
        new GatewayIsNetworkOrBroadcast(),
        new GatewayDiffersFromRack(),
        new AdaptersInDifferentSubnets(),
        new GatewaySameAsDefaultStack(),
        new OverrideHidesStackGateway(),
        new AddressFromDhcp(),
        new StaticRouteDivertsRack(),
        new StaticRouteRepeatsDefault(),
        new AddressMissing(),
        new AddressOutsideSubnet(),
        new PrefixLengthWrong(),
        new DuplicateAddress(),
        new AddressIsGateway(),
        new AddressNotPlanned(),
        new AddressFamilyMismatch(),
        new AdaptersShareSubnet(),
        new VMotionSharesManagementSubnet(),
        new AdapterCountDiffers(),
        new PortGroupNotPlanned(),
        new VlanDiffersFromRack(),
        new MtuAboveSwitch(),
        new MtuDiffersFromPlan(),
        new MtuDiffersFromRack(),
        new NeighborMtuTooSmall(),
        new AllUplinksDown(),
        new UplinkSpeed(),
        new UplinksInDifferentRacks(),
        new HostBehindOtherLeaves(),
        new ProvisioningGatewayMissing(),
        new ProvisioningGatewayOutsideSubnet(),
        new DeadProvisioningAdapter(),
        new ManagementCannotRoute(),
        new ClusterMixedStacks(),
        new ClusterMixedMtu(),
        new ClusterSpansRackWithoutGateway(),
        new ClusterManagedAsWhole(),
        new VMNetworkNotInEveryRack(),
        new VMNetworkVlanDiffers(),
        new VMNetworkEndsAtRack(),
    };

    /// <summary>What the catalogue says of every rule: those of configuration, then those of -Probe, then those of plans.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } =
        Rules.Select(rule => rule.Info).Concat(ProbeRules.All).Concat(PlanRules.All.Select(OfPlan)).ToArray();

    private static RuleInfo OfPlan(PlanRule rule) => new()
    {
        Name = rule.Name,
        Severity = rule.Severity,
        Scope = RuleScope.Plan,
        Title = InWords(rule.Name),
        Why = rule.Why,
        Action = "The finding names the place in the plan and what to do there.",
        NeedsPlan = true,
    };

    /// <summary>"PlanGatewayOutsideSubnet" is "Gateway outside subnet".</summary>
    private static string InWords(string name)
    {
        IEnumerable<string> words = Regex.Matches(name.Substring("Plan".Length), "[A-Z][a-z0-9]*").Cast<Match>()
            .Select((word, index) => word.Value is "Mtu" or "Vlan" ? word.Value.ToUpperInvariant()
                : word.Value is "Json" ? "JSON"
                : index == 0 ? word.Value : word.Value.ToLowerInvariant());
        return string.Join(" ", words);
    }
}
