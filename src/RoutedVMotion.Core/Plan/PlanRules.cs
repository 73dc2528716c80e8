using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>All that a plan's messages can speak of: the reader's, and the linter's.</summary>
public static class PlanRules
{
    private const string NotReadable = "A plan that cannot be read without doubt is not used.";

    // The reader's.
    private static readonly PlanRule[] Form = new[]
    {
        "PlanNotText", "PlanTooLarge", "PlanTooDeep", "PlanNotJson", "PlanCommentNotAllowed", "PlanUnknownVersion", "PlanUnknownProperty",
        "PlanRepeatedProperty", "PlanMissingProperty", "PlanWrongType", "PlanEmptyText", "PlanTextTooLong", "PlanEmptyList", "PlanOutOfRange",
        "PlanUnknownWord", "PlanInvalidAddress", "PlanInvalidSubnet", "PlanInvalidPool", "PlanInvalidPattern", "PlanMoreErrors",
        "PlanNoVMotionNetwork",
    }.Select(name => new PlanRule(name, Severity.Error, NotReadable)).ToArray();

    // The linter's, of the plan alone.
    internal static readonly PlanRule NoRack = Warning("PlanNoRack", "Without racks there is nothing to compare hosts with.");
    internal static readonly PlanRule RackNameRepeated = Error("PlanRackNameRepeated", "Findings, vmNetworks and the journal tell racks apart by name.");
    internal static readonly PlanRule SubnetsOverlap = Error("PlanSubnetsOverlap", "Routers send an address to one subnet only; hosts of the other do not get their traffic.");
    internal static readonly PlanRule SubnetStretched = Information("PlanSubnetStretched", "The same subnet and gateway in two entries is one segment, stretched between their leaves; its hosts do not route to each other.");
    internal static readonly PlanRule GatewayOutsideSubnet = Error("PlanGatewayOutsideSubnet", "A host reaches a gateway only in its own subnet, and refuses any other.");
    internal static readonly PlanRule GatewayIsNetworkOrBroadcast = Error("PlanGatewayIsNetworkOrBroadcast", "No router has the network or broadcast address of a subnet.");
    internal static readonly PlanRule GatewayIsHostAddress = Error("PlanGatewayIsHostAddress", "The gateway and a host would answer for the same address.");
    internal static readonly PlanRule GatewayMissing = Warning("PlanGatewayMissing", "Without a gateway the hosts of this rack reach no other rack.");
    internal static readonly PlanRule FamiliesDoNotMeet = Warning("PlanFamiliesDoNotMeet", "A rack with IPv4 alone and a rack with IPv6 alone cannot migrate to each other.");
    internal static readonly PlanRule PoolOutsideSubnet = Error("PlanPoolOutsideSubnet", "An address outside the rack's subnet does not work in that rack.");
    internal static readonly PlanRule PoolsOverlap = Error("PlanPoolsOverlap", "Two pools with an address in common are one pool with a typing error, or soon a duplicate address.");
    internal static readonly PlanRule PoolHoldsReserved = Warning("PlanPoolHoldsReserved", "The gateway, network and broadcast addresses are left out when addresses are handed out; the pool is smaller than it looks.");
    internal static readonly PlanRule PoolTooSmall = Error("PlanPoolTooSmall", "The last hosts of the rack would get no address.");
    internal static readonly PlanRule PoolNotOurs = Error("PlanPoolNotOurs", "SDDC Manager hands out this rack's addresses and would hand out the same ones again.");
    internal static readonly PlanRule AddressOutsideSubnet = Error("PlanAddressOutsideSubnet", "An address outside the rack's subnet does not work in that rack.");
    internal static readonly PlanRule AddressReserved = Error("PlanAddressReserved", "No host can have the network or broadcast address of its subnet.");
    internal static readonly PlanRule AddressRepeated = Error("PlanAddressRepeated", "Two adapters with one address: migrations to either fail at random.");
    internal static readonly PlanRule TooManyAddresses = Error("PlanTooManyAddresses", "An address without an adapter of the rack to go to is a typing error.");
    internal static readonly PlanRule AddressOfForeignHost = Warning("PlanAddressOfForeignHost", "Addresses count only for hosts of the rack that they stand in.");
    internal static readonly PlanRule VlanOutOfRange = Error("PlanVlanOutOfRange", "VLAN ids run from 1 to 4094; 0 is untagged.");
    internal static readonly PlanRule MtuOutOfRange = Error("PlanMtuOutOfRange", "ESXi takes an MTU from 1280 to 9190 bytes for a vmkernel adapter.");
    internal static readonly PlanRule MtuDiffers = Warning("PlanMtuDiffers", "vMotion between hosts of different MTU is slow, times out or warns.");
    internal static readonly PlanRule PortGroupTwoVlans = Error("PlanPortGroupTwoVlans", "A distributed port group tags with one VLAN. Standard ones are each host's own: of the plan alone, without the servers, this is a warning.");
    internal static readonly PlanRule PortGroupRepeated = Warning("PlanPortGroupRepeated", "Two vMotion adapters behind one port group share its active uplink, and a standard port group takes only one.");
    internal static readonly PlanRule HostRepeated = Error("PlanHostRepeated", "A host belongs to exactly one rack.");
    internal static readonly PlanRule EntryRepeated = Warning("PlanEntryRepeated", "What stands twice in a list was meant to be something else, or is one line too many.");
    internal static readonly PlanRule UnknownRule = Error("PlanUnknownRule", "A rule of that name does not exist, so that nothing is turned off or weighed otherwise.");
    internal static readonly PlanRule UnknownRack = Error("PlanUnknownRack", "A network that reaches a rack which does not exist reaches one rack less than meant.");
    internal static readonly PlanRule NetworkRepeated = Warning("PlanNetworkRepeated", "Of two entries for the same networks one is not meant.");

    // The linter's, of the plan against the servers.
    internal static readonly PlanRule PatternMatchesNothing = Warning("PlanPatternMatchesNothing", "A name that nothing has is a typing error, or speaks of what is not there yet.");
    internal static readonly PlanRule ServerUnknown = Warning("PlanServerUnknown", "The hosts of a server that is not connected are not judged.");
    internal static readonly PlanRule LeafUnseen = Warning("PlanLeafUnseen", "A leaf that no host sees is a typing error, or announces itself otherwise.");
    internal static readonly PlanRule HostInTwoRacks = Error("PlanHostInTwoRacks", "A host belongs to exactly one rack; this one is left alone until it does.");
    internal static readonly PlanRule HostInNoRack = Warning("PlanHostInNoRack", "A host in no rack is judged by itself only, and never changed.");
    internal static readonly PlanRule RackWithoutHosts = Warning("PlanRackWithoutHosts", "A rack without hosts has nothing to be judged.");
    internal static readonly PlanRule PortGroupAmbiguous = Error("PlanPortGroupAmbiguous", "Of several port groups the one on the host's own switch counts; with two of them there nobody knows which.");
    internal static readonly PlanRule PortGroupNotFound = Warning("PlanPortGroupNotFound", "A vMotion adapter cannot be made without its port group.");
    internal static readonly PlanRule AddressInUse = Error("PlanAddressInUse", "Two adapters with one address: migrations to either fail at random.");
    internal static readonly PlanRule AddressMissing = Warning("PlanAddressMissing", "A host without a planned address cannot be brought to the plan.");

    private static readonly PlanRule[] Sense =
    [
        NoRack, RackNameRepeated, SubnetsOverlap, SubnetStretched, GatewayOutsideSubnet, GatewayIsNetworkOrBroadcast, GatewayIsHostAddress,
        GatewayMissing, FamiliesDoNotMeet, PoolOutsideSubnet, PoolsOverlap, PoolHoldsReserved, PoolTooSmall, PoolNotOurs, AddressOutsideSubnet,
        AddressReserved, AddressRepeated, TooManyAddresses, AddressOfForeignHost, VlanOutOfRange, MtuOutOfRange, MtuDiffers,
        PortGroupTwoVlans, PortGroupRepeated, HostRepeated, EntryRepeated, UnknownRule, UnknownRack, NetworkRepeated, PatternMatchesNothing,
        ServerUnknown, LeafUnseen, HostInTwoRacks, HostInNoRack, RackWithoutHosts, PortGroupAmbiguous, PortGroupNotFound, AddressInUse,
        AddressMissing,
    ];

    /// <summary>All of them: the reader's, then the linter's.</summary>
    public static IReadOnlyList<PlanRule> All { get; } = Form.Concat(Sense).ToArray();

    /// <summary>The one with this name; case is ignored.</summary>
    public static PlanRule? Find(string name) =>
        All.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase));

    private static PlanRule Error(string name, string why) => new(name, Severity.Error, why);

    private static PlanRule Warning(string name, string why) => new(name, Severity.Warning, why);

    private static PlanRule Information(string name, string why) => new(name, Severity.Information, why);
}
