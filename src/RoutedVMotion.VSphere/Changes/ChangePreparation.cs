using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Finds out what is to be done to hosts, and whether it can be: everything that can be known without writing.</summary>
public sealed class ChangePreparation
{
    private const int HostsAtOnce = 8;

    private readonly string _server;
    private readonly VSphereSession? _session;
    private readonly FabricIndex _index;
    private readonly ChangeOptions _options;

    /// <summary>A preparation.</summary>
    /// <param name="session">The server's session.</param>
    /// <param name="index">All that was read, by the plan.</param>
    /// <param name="options">What may be done.</param>
    public ChangePreparation(VSphereSession session, FabricIndex index, ChangeOptions options)
        : this(session.Name, session, index, options)
    {
    }

    /// <summary>A preparation of what nobody is going to do: by a snapshot, of which storage is known and privileges are not.</summary>
    /// <param name="source">The server, or a snapshot of it.</param>
    /// <param name="index">All that was read, by the plan.</param>
    /// <param name="options">What may be done.</param>
    public ChangePreparation(IFabricSource source, FabricIndex index, ChangeOptions options)
        : this(source.Identity.Name, source.Session, index, options)
    {
    }

    private ChangePreparation(string server, VSphereSession? session, FabricIndex index, ChangeOptions options)
    {
        _server = server;
        _session = session;
        _index = index;
        _options = options;
    }

    /// <summary>Only hosts in maintenance mode are changed.</summary>
    public bool RequireMaintenanceMode { get; init; }

    /// <summary>DRS is to be held, which takes a privilege on the cluster, and that nothing else needs it.</summary>
    public bool SuspendDrs { get; init; }

    /// <summary>Whether somebody answers at the new addresses is asked already here, for those who want to know and not to change.</summary>
    public bool ProbesAddresses { get; init; }

    /// <summary>Hosts whose changes stand already, by their managed object ids: those of an approved change set.</summary>
    public IReadOnlyDictionary<string, ApprovedHost>? Approved { get; init; }

    /// <summary>What runs that were cut off have left; null for nothing.</summary>
    public OpenEnds? OpenEnds { get; init; }

    /// <summary>Finds out.</summary>
    /// <param name="wanted">The hosts that are looked at closely; the others are planned only.</param>
    /// <param name="onHost">Is called with each host that has been looked at, on a background thread.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="VSphereException">The server cannot be asked.</exception>
    public async Task<PreparedChange> RunAsync(Func<EsxHost, bool> wanted, Action<EsxHost>? onHost, CancellationToken cancel)
    {
        HostReader? reader = _session is null ? null : await HostReader.CreateAsync(_session, cancel).ConfigureAwait(false);
        var planner = new ChangePlanner(_index, _options, OpenEnds);
        HostContext[] hosts = _index.Hosts.Where(host => string.Equals(host.Host.Server, _server, StringComparison.OrdinalIgnoreCase)).ToArray();
        var storage = new ConcurrentDictionary<string, HostStorage>(StringComparer.Ordinal);
        if (reader is not null)
        {
            using var throttle = new SemaphoreSlim(HostsAtOnce);
            await Task.WhenAll(hosts.Where(host => wanted(host.Host) && host.IsRead && Approved is null && planner.NeedsStorage(host)).Select(async host =>
            {
                await throttle.WaitAsync(cancel).ConfigureAwait(false);
                try
                {
                    storage[host.Host.Id] = await reader.TryReadStorageAsync(host.Host.Id, cancel).ConfigureAwait(false);
                    onHost?.Invoke(host.Host);
                }
                finally
                {
                    throttle.Release();
                }
            })).ConfigureAwait(false);
        }

        HostChangePlan[] plans = hosts.Select(host => Plan(planner, host, storage.TryGetValue(host.Host.Id, out HostStorage? known) ? known : host.Host.Storage)).ToArray();
        // Of a snapshot nobody can be asked for privileges, ports and tasks, nor who answers at an address.
        HostChangePlan[] judged = _session is null
            ? plans.Select(plan => wanted(plan.Host) && ChangeCheck.FindMissingMaintenance(plan, RequireMaintenanceMode) is Refusal missing ? plan with { Prepare = [], Finish = [], Refusals = [missing], Notes = [] } : plan).ToArray()
            : await new ChangeCheck(_session, _index, this).RunAsync(plans, wanted, cancel).ConfigureAwait(false);
        return new PreparedChange(_index, reader, judged);
    }

    private HostChangePlan Plan(ChangePlanner planner, HostContext host, HostStorage? storage)
    {
        HostChangePlan plan = planner.Plan(host, storage);
        if (Approved is null) return plan;
        // Just what was approved, and nothing where nothing was.
        if (!Approved.TryGetValue(host.Host.Id, out ApprovedHost? approved))
            return plan with { Prepare = [], Finish = [], Refusals = plan.IsCompliant ? [] : [NotApproved] };
        if (plan.Refusals.FirstOrDefault(refusal => refusal.Reason is RefusalReason.HostDisconnected or RefusalReason.HostNotRead) is Refusal unread)
            return plan with { Prepare = [], Finish = [], Refusals = [unread] };
        IReadOnlyList<string> differences = approved.Before.DifferencesTo(plan.Before);
        if (differences.Count == 0) return plan with { Prepare = approved.Prepare, Finish = approved.Finish, Refusals = [], Notes = approved.Notes };
        HostNetworking after = approved.Prepare.Concat(approved.Finish).Aggregate(approved.Before, (state, change) => state.Apply(change));
        return plan.Before.IsAs(after)
            ? plan with { Prepare = [], Finish = [], Refusals = [] }
            : plan with
            {
                Prepare = [],
                Finish = [],
                Refusals =
                [
                    new Refusal(
                        RefusalReason.ChangedSinceApproval,
                        $"The host has changed since the change was approved: {string.Join("; ", differences)}.",
                        "Plan again with -OutFile, and have that approved."),
                ],
            };
    }

    private static Refusal NotApproved { get; } = new(RefusalReason.ChangedSinceApproval, "The approved change set does not name the host.", "Plan again with -OutFile, and have that approved.");
}
