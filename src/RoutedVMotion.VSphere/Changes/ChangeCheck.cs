using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Changes.Proving;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// What can be in the way of changes and has to be asked for: privileges, free ports, what goes on in the cluster, who answers at an
/// address. Whatever may be otherwise by then is asked again in the run.
/// </summary>
internal sealed class ChangeCheck
{
    private const int AtOnce = 8;

    private readonly VSphereSession _session;
    private readonly FabricIndex _index;
    private readonly ChangePreparation _wishes;

    public ChangeCheck(VSphereSession session, FabricIndex index, ChangePreparation wishes)
    {
        _session = session;
        _index = index;
        _wishes = wishes;
    }

    /// <summary>The same plans, those with refusals that something is in the way of.</summary>
    /// <exception cref="VSphereException">The server cannot be asked.</exception>
    public async Task<HostChangePlan[]> RunAsync(HostChangePlan[] plans, Func<EsxHost, bool> wanted, CancellationToken cancel)
    {
        HostChangePlan[] changing = plans.Where(plan => plan.WillChange && wanted(plan.Host)).ToArray();
        if (changing.Length == 0) return plans;
        var privileges = new PrivilegeReader(_session);
        string[] clusterIds = changing.Select(plan => plan.Host.ClusterId).OfType<string>().Distinct().ToArray();
        string[] portGroups = changing.SelectMany(NewAdapters).Select(settings => settings.PortGroupId!).Distinct().ToArray();
        ISet<string> hosts = await privileges.FindDeniedAsync("HostSystem", changing.Select(plan => plan.Host.Id), PrivilegeReader.Network, cancel).ConfigureAwait(false);
        ISet<string> groups = await privileges.FindDeniedAsync("DistributedVirtualPortgroup", portGroups, PrivilegeReader.Assign, cancel).ConfigureAwait(false);
        ISet<string> clusters = _wishes.SuspendDrs
            ? await privileges.FindDeniedAsync("ClusterComputeResource", clusterIds, PrivilegeReader.EditCluster, cancel).ConfigureAwait(false)
            : new HashSet<string>();
        Dictionary<string, int> free = (await new PortReader(_session).CountFreeAsync(portGroups, cancel).ConfigureAwait(false)).ToDictionary(group => group.Key, group => group.Value);
        IReadOnlyDictionary<string, ClusterSighting> seen = await LookAsync(changing, cancel).ConfigureAwait(false);
        ILookup<string, ProbeObservation> answers = await ListenAsync(changing, cancel).ConfigureAwait(false);
        var meant = new HashSet<string>(changing.Select(plan => plan.Host.Id), StringComparer.Ordinal);
        return plans.Select(plan => meant.Contains(plan.Host.Id) ? Judge(plan) : plan).ToArray();

        HostChangePlan Judge(HostChangePlan plan)
        {
            var refusals = new List<Refusal>();
            if (hosts.Contains(plan.Host.Id)) refusals.Add(Lacks(PrivilegeReader.Network, "the host"));
            refusals.AddRange(NewAdapters(plan).Where(made => groups.Contains(made.PortGroupId!)).Select(made => Lacks(PrivilegeReader.Assign, NameOf(made))).Distinct());
            if (plan.Host.ClusterId is string id && clusters.Contains(id)) refusals.Add(Lacks(PrivilegeReader.EditCluster, plan.Host.Cluster ?? id));
            if (FindMissingMaintenance(plan, _wishes.RequireMaintenanceMode) is Refusal missing) refusals.Add(missing);

            ClusterSighting cluster = seen[plan.Host.ClusterId ?? plan.Host.Id];
            if (cluster.Problem is string unread && !plan.Host.InMaintenanceMode) refusals.Add(ClusterWatch.Unread(unread));
            if (_wishes.SuspendDrs && plan.Host.ClusterId is not null && DrsHold.FindUser(cluster.Tasks, plan.Host.Cluster ?? plan.Host.ClusterId) is Refusal busy) refusals.Add(busy);
            if (ProofJudge.FindAnswerer(answers[plan.Host.Id]) is Refusal taken) refusals.Add(taken);
            // The last one: only a host that is changed takes a port from the others.
            if (refusals.Count == 0 && FindFull(plan, free) is Refusal full) refusals.Add(full);
            // What the changes would have brought along is of no interest where none is made.
            if (refusals.Count > 0) return plan with { Prepare = [], Finish = [], Refusals = refusals, Notes = [] };

            string[] migrating = cluster.Tasks.Where(task => task.IsMigration).Select(task => task.EntityName).ToArray();
            return migrating.Length == 0
                ? plan
                : plan with { Notes = [.. plan.Notes, $"Migrations ran in its cluster when this was planned ({string.Join(", ", migrating.Take(3))}{(migrating.Length > 3 ? ", ..." : string.Empty)}): a change waits for their end."] };
        }
    }

    /// <summary>The host would be changed, is not in maintenance mode, and was to be; null where that is not so.</summary>
    public static Refusal? FindMissingMaintenance(HostChangePlan plan, bool isRequired) => isRequired && plan.WillChange && !plan.Host.InMaintenanceMode
        ? new Refusal(
            RefusalReason.NotInMaintenanceMode, "The host is not in maintenance mode, and that was asked for.", "Put it into maintenance mode, or leave out -RequireMaintenanceMode.")
        : null;

    private async Task<IReadOnlyDictionary<string, ClusterSighting>> LookAsync(HostChangePlan[] changing, CancellationToken cancel)
    {
        var seen = new ConcurrentDictionary<string, ClusterSighting>(StringComparer.Ordinal);
        using var throttle = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(changing.GroupBy(plan => plan.Host.ClusterId ?? plan.Host.Id, StringComparer.Ordinal).Select(async cluster =>
        {
            await throttle.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                IReadOnlyList<EsxHost> members = ClusterWatch.MembersOf(_index.Fabric, cluster.First().Host);
                seen[cluster.Key] = new ClusterSighting(await new ClusterWatch(_session, members, new RunSettings()).ReadAsync(cancel).ConfigureAwait(false), null);
            }
            catch (VSphereException problem) when (_session.IsConnected && problem is VSphereFaultException or VSphereReplyException)
            {
                seen[cluster.Key] = new ClusterSighting([], problem.Message);
            }
            finally
            {
                throttle.Release();
            }
        })).ConfigureAwait(false);
        return seen;
    }

    private async Task<ILookup<string, ProbeObservation>> ListenAsync(HostChangePlan[] changing, CancellationToken cancel)
    {
        var heard = new List<(string HostId, ProbeObservation Observation)>();
        if (_wishes.ProbesAddresses)
        {
            Dictionary<ProbePing, string> asked = changing.SelectMany(plan => ProofPlanner.Silence(_index, plan).Select(ping => (ping, plan.Host.Id)))
                .GroupBy(one => one.ping).ToDictionary(one => one.Key, one => one.First().Id);
            await new Prober(_session).ProbeAsync(asked.Keys, 16, seen => heard.Add((asked[seen.Ping], seen)), cancel).ConfigureAwait(false);
        }

        return heard.ToLookup(one => one.HostId, one => one.Observation);
    }

    // Takes the ports that the host needs off those that are free; what it gives back in the end, once its cluster is proven, does not count.
    private static Refusal? FindFull(HostChangePlan plan, Dictionary<string, int> free)
    {
        var left = new Dictionary<string, int>(free);
        foreach (Change change in plan.Prepare)
        {
            string? given = change.Kind == ChangeKind.RemoveAdapter ? change.Before!.PortGroupId : null;
            if (given is not null && left.TryGetValue(given, out int before)) left[given] = before + 1;
            if (change.Kind != ChangeKind.AddAdapter || change.After!.PortGroupId is not string taken || !left.TryGetValue(taken, out int ports)) continue;
            if (ports <= 0)
            {
                return new Refusal(
                    RefusalReason.NoFreePort,
                    $"{NameOf(change.After)} has no free port left for it.",
                    "Give the port group more ports (or let it grow by itself), or run this again when others have been converted.");
            }

            left[taken] = ports - 1;
        }

        foreach (KeyValuePair<string, int> group in left) free[group.Key] = group.Value;
        return null;
    }

    private static IEnumerable<AdapterSettings> NewAdapters(HostChangePlan plan) => plan.Changes
        .Where(change => change.Kind == ChangeKind.AddAdapter && change.After!.Switch != SwitchKind.Standard)
        .Select(change => change.After!);

    private static string NameOf(AdapterSettings settings) => settings.PortGroup ?? settings.PortGroupId!;

    private static Refusal Lacks(string privilege, string where) => new(
        RefusalReason.PrivilegeMissing, $"The account lacks {privilege} on {where}.", $"Grant {privilege} there, then run this again.");

    /// <summary>What goes on in a cluster.</summary>
    /// <param name="Tasks">The tasks that have not ended.</param>
    /// <param name="Problem">Why they could not be read; null where they could.</param>
    private sealed record ClusterSighting(IReadOnlyList<TaskSighting> Tasks, string? Problem);
}
