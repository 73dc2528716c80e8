using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// The names that racks.json is made of, in the order in which they are written: what the reader accepts, what the writer
/// writes and what docs/plan.schema.json promises are all this.
/// </summary>
public static class PlanProperties
{
    /// <summary>The property names of each kind of object; the kinds are called as the definitions of plan.schema.json.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByKind { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Plan] = ["$schema", "version", "defaults", "racks", "vmNetworks", "rules"],
        [Defaults] = ["mtu", "stack", "maxRttMs"],
        [Rack] = ["name", "leaves", "hosts", "clusters", "exclude", "server", "managedBy", "vmotion", "notes"],
        [VMotion] = ["subnet", "gateway", "subnet6", "gateway6", "vlan", "mtu", "stack", "adapters", "addresses"],
        [Adapter] = ["portGroup", "pool", "pool6"],
        [Address] = ["ip", "ip6"],
        [VMNetwork] = ["match", "racks", "by", "note"],
    };

    /// <summary>The words that "stack" takes, and the keys of the TCP/IP stacks that they mean.</summary>
    public static IReadOnlyDictionary<string, string> Stacks { get; } = new Dictionary<string, string>
    {
        ["vmotion"] = Inventory.NetstackKeys.VMotion,
        ["default"] = Inventory.NetstackKeys.Default,
    };

    /// <summary>The words that "by" takes.</summary>
    public static IReadOnlyDictionary<string, NetworkReach> Reaches { get; } = new Dictionary<string, NetworkReach>
    {
        ["stretched"] = NetworkReach.Stretched,
        ["overlay"] = NetworkReach.Overlay,
        ["guestRouting"] = NetworkReach.GuestRouting,
        ["nat"] = NetworkReach.Nat,
        ["local"] = NetworkReach.Local,
    };

    /// <summary>The words that a rule can be set to.</summary>
    public static IReadOnlyList<string> RuleWords { get; } = ["off", "information", "warning", "error"];

    /// <summary>The one word that "managedBy" takes.</summary>
    public const string SddcManager = "sddc-manager";

    internal const string Plan = "plan";
    internal const string Defaults = "defaults";
    internal const string Rack = "rack";
    internal const string VMotion = "vmotion";
    internal const string Adapter = "adapter";
    internal const string Address = "address";
    internal const string VMNetwork = "vmNetwork";
}
