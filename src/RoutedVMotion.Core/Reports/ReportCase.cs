using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Reports;

/// <summary>A rule that was held against something: what a report shows even where nothing was found.</summary>
/// <param name="Place">What it was held against; see <see cref="Finding.Place"/>.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Skipped">Why it was not, after all; null where it was.</param>
public sealed record ReportCase(string Place, string Rule, string? Skipped = null)
{
    /// <summary>
    /// The cases of a validation: each host with each rule for hosts and their virtual machines, each cluster with each rule
    /// for clusters, and where pings were made, each rack with each rule for these.
    /// </summary>
    /// <param name="fabric">What was judged.</param>
    /// <param name="wanted">Which hosts were reported on.</param>
    /// <param name="observations">What came of all pings; null where none were to be made.</param>
    /// <param name="isReported">Which rules were reported, by name.</param>
    public static IEnumerable<ReportCase> Of(
        FabricIndex fabric, Func<EsxHost, bool> wanted, IReadOnlyCollection<ProbeObservation>? observations, Func<string, bool> isReported)
    {
        var selection = new RuleSelection(fabric.Plan);
        ValidationRule[] rules = RuleCatalog.Rules.Where(rule => IsHeld(rule.Info)).ToArray();
        ValidationRule[] hostRules = rules.Where(rule => rule is HostRule or VirtualMachineRule).ToArray();
        foreach (HostContext host in fabric.Hosts.Where(host => wanted(host.Host)))
        {
            string place = Finding.PlaceOf(host.Rack?.Plan?.Name, host.Host.Name);
            foreach (ValidationRule rule in hostRules)
            {
                bool isUnread = !host.IsRead && rule is HostRule { JudgesUnreadHosts: false };
                yield return new ReportCase(place, rule.Info.Name, Off(rule.Info) ?? (isUnread ? "what the rule judges could not be read" : null));
            }
        }

        foreach (ClusterContext cluster in fabric.Clusters.Where(cluster => cluster.Hosts.Any(host => wanted(host.Host))))
        {
            foreach (ValidationRule rule in rules.Where(rule => rule is ClusterRule))
                yield return new ReportCase(Finding.PlaceOfCluster(cluster.Name), rule.Info.Name, Off(rule.Info));
        }

        if (observations is null) yield break;
        var answered = new HashSet<(RackContext? Rack, ProbeKind Kind)>(observations.Where(seen => seen.Asked).SelectMany(RacksOf));
        // Without a plan racks have no name, and what pings tell is of the fabric.
        IEnumerable<(string Place, Func<ProbeKind, bool> WasAsked)> places = fabric.Plan is null
            ? new[] { (Finding.WholeFabric, new Func<ProbeKind, bool>(kind => answered.Any(one => one.Kind == kind))) }
            : fabric.Racks
                .Where(rack => rack.Hosts.Any(host => wanted(host.Host)))
                .Select(rack => (rack.Name, new Func<ProbeKind, bool>(kind => answered.Contains((rack, kind)))));
        foreach ((string place, Func<ProbeKind, bool> wasAsked) in places)
        {
            foreach (RuleInfo rule in ProbeRules.All.Where(IsHeld))
            {
                bool isUnasked = ProbeRules.KindOf(rule) is ProbeKind kind && !wasAsked(kind);
                yield return new ReportCase(place, rule.Name, Off(rule) ?? (isUnasked ? "no host was there that could be made to ping" : null));
            }
        }

        // A ping between two racks says something of both.
        IEnumerable<(RackContext? Rack, ProbeKind Kind)> RacksOf(ProbeObservation seen)
        {
            yield return (fabric.FindHost(seen.Ping.Server, seen.Ping.HostId)?.Rack, seen.Ping.Kind);
            if (seen.Ping is { PeerServer: string server, PeerHostId: string id }) yield return (fabric.FindHost(server, id)?.Rack, seen.Ping.Kind);
        }

        bool IsHeld(RuleInfo rule) => (fabric.Plan is not null || !rule.NeedsPlan) && isReported(rule.Name);

        string? Off(RuleInfo rule) => selection.IsOn(rule.Name) ? null : "the plan turns the rule off";
    }
}
