using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>From a cluster's properties to the domain's cluster.</summary>
internal static class ClusterMapper
{
    public const string Name = "name";
    public const string Host = "host";
    public const string DrsEnabled = "configurationEx.drsConfig.enabled";
    public const string Rule = "configurationEx.rule";
    public const string Group = "configurationEx.group";

    /// <summary>Since 8.0; an older server has no such property and manages no cluster as a whole.</summary>
    public const string ConfigManagerEnabled = "configManagerEnabled";

    /// <summary>All that is asked.</summary>
    public static string[] Paths { get; } = [Name, Host, DrsEnabled, Rule, Group, ConfigManagerEnabled];

    /// <summary>The cluster that these properties tell of.</summary>
    public static Cluster Map(string server, ObjectProperties properties) => new()
    {
        Server = server,
        Id = properties.Obj.Value,
        Name = InventoryNames.Decode(properties.Get<string>(Name) ?? properties.Obj.Value),
        ConfigManagerEnabled = properties.GetBoolean(ConfigManagerEnabled) == true,
        DrsEnabled = properties.GetBoolean(DrsEnabled) == true,
        MandatoryHostRules = MapRules(properties),
    };

    private static MandatoryHostRule[] MapRules(ObjectProperties properties)
    {
        var machines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var hosts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (ClusterGroupInfo group in properties.Get<ClusterGroupInfo[]>(Group) ?? [])
        {
            if (group is ClusterVmGroup { Name: string vmGroup } vms) machines[vmGroup] = Ids(vms.Vm);
            if (group is ClusterHostGroup { Name: string hostGroup } members) hosts[hostGroup] = Ids(members.Host);
        }

        string[] all = Ids(properties.Get<ManagedObjectReference[]>(Host));
        var rules = new List<MandatoryHostRule>();
        foreach (ClusterVmHostRuleInfo rule in (properties.Get<ClusterRuleInfo[]>(Rule) ?? []).OfType<ClusterVmHostRuleInfo>())
        {
            // A rule that is switched off, or that is a wish, holds nothing.
            if (rule is not { Enabled: true, Mandatory: true, VmGroupName: string vmGroup } || !machines.TryGetValue(vmGroup, out string[]? tied)) continue;
            if (rule.AffineHostGroupName is string affine && hosts.TryGetValue(affine, out string[]? may))
                rules.Add(new MandatoryHostRule(rule.Name ?? vmGroup, tied, may));
            if (rule.AntiAffineHostGroupName is string antiAffine && hosts.TryGetValue(antiAffine, out string[]? mayNot))
                rules.Add(new MandatoryHostRule(rule.Name ?? vmGroup, tied, all.Except(mayNot, StringComparer.Ordinal).ToArray()));
        }

        return rules.ToArray();
    }

    private static string[] Ids(ManagedObjectReference[]? references) => (references ?? []).Select(reference => reference.Value).ToArray();
}
