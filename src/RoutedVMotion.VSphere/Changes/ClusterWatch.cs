using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Looks whether anything of a cluster migrates, and waits until nothing does.</summary>
internal sealed class ClusterWatch
{
    private readonly TaskReader _tasks;
    private readonly IReadOnlyList<EsxHost> _hosts;
    private readonly RunSettings _settings;

    /// <param name="session">The session.</param>
    /// <param name="hosts">All hosts of the cluster, whether they are changed or not; the host alone where it is in none.</param>
    /// <param name="settings">How long to wait.</param>
    public ClusterWatch(VSphereSession session, IReadOnlyList<EsxHost> hosts, RunSettings settings)
    {
        _tasks = new TaskReader(session);
        _hosts = hosts;
        _settings = settings;
    }

    /// <summary>All hosts of a host's cluster; the host alone where it is in none.</summary>
    public static IReadOnlyList<EsxHost> MembersOf(Fabric fabric, EsxHost host) => host.ClusterId is null
        ? [host]
        : fabric.Hosts.Where(other => other.Server == host.Server && other.ClusterId == host.ClusterId).DefaultIfEmpty(host).ToArray();

    /// <summary>The refusal of a host of a cluster whose tasks could not be read.</summary>
    public static Refusal Unread(string problem) => new(
        RefusalReason.MigrationsUnread,
        $"Whether migrations run in the cluster could not be read: {problem}",
        "Let the account read all hosts and virtual machines of the cluster, or put the host into maintenance mode.");

    /// <summary>The tasks that run.</summary>
    public Task<IReadOnlyList<TaskSighting>> ReadAsync(CancellationToken cancel) =>
        _tasks.ReadAsync(_hosts.Select(host => host.Id), _hosts.Select(host => host.ClusterId).FirstOrDefault(), cancel);

    /// <summary>Waits until no migration runs.</summary>
    /// <param name="inMaintenanceMode">Nothing runs on the host, so that it does not matter what cannot be read.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Why the host must be left alone; null if no migration runs.</returns>
    public async Task<Refusal?> WaitAsync(bool inMaintenanceMode, CancellationToken cancel)
    {
        DateTime end = DateTime.UtcNow + _settings.MigrationTimeout;
        for (TimeSpan pause = _settings.Pause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(5).Ticks)))
        {
            TaskSighting[] running;
            try
            {
                running = (await ReadAsync(cancel).ConfigureAwait(false)).Where(task => task.IsMigration).ToArray();
            }
            catch (VSphereException problem) when (problem is VSphereFaultException or VSphereReplyException)
            {
                return inMaintenanceMode ? null : Unread(problem.Message);
            }
            catch (VSphereTransportException) when (DateTime.UtcNow < end)
            {
                running = [];
                await Task.Delay(pause, cancel).ConfigureAwait(false);
                continue;
            }
            catch (VSphereTransportException problem)
            {
                return Unread(problem.Message);
            }

            if (running.Length == 0) return null;
            if (DateTime.UtcNow >= end)
            {
                string names = string.Join(", ", running.Take(3).Select(task => task.EntityName)) + (running.Length > 3 ? ", ..." : string.Empty);
                return new Refusal(
                    RefusalReason.MigrationRunning,
                    $"{running.Length} migration{(running.Length == 1 ? " runs" : "s run")} in the cluster ({names}), and did not end in {_settings.MigrationTimeout.TotalSeconds:0} s.",
                    "Wait until nothing migrates, or put the host into maintenance mode.");
            }

            await Task.Delay(pause, cancel).ConfigureAwait(false);
        }
    }
}
