using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

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

    /// <summary>The tasks that run.</summary>
    public Task<IReadOnlyList<TaskSighting>> ReadAsync(CancellationToken cancel) =>
        _tasks.ReadAsync(_hosts.Select(host => host.Id), _hosts.Select(host => host.ClusterId).FirstOrDefault(), cancel);

    /// <summary>Waits until no migration runs.</summary>
    /// <param name="inMaintenanceMode">Nothing runs on the host, so that it does not matter what cannot be read.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Why that is not known, a sentence; null if no migration runs.</returns>
    public async Task<(string? Problem, bool IsUnread)> WaitAsync(bool inMaintenanceMode, CancellationToken cancel)
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
                return inMaintenanceMode ? (null, false) : ($"Whether migrations run in the cluster could not be read: {problem.Message}", true);
            }
            catch (VSphereTransportException) when (DateTime.UtcNow < end)
            {
                running = [];
                await Task.Delay(pause, cancel).ConfigureAwait(false);
                continue;
            }
            catch (VSphereTransportException problem)
            {
                return ($"Whether migrations run in the cluster could not be read: {problem.Message}", true);
            }

            if (running.Length == 0) return (null, false);
            if (DateTime.UtcNow >= end)
            {
                string names = string.Join(", ", running.Take(3).Select(task => task.EntityName)) + (running.Length > 3 ? ", ..." : string.Empty);
                return ($"{running.Length} migration{(running.Length == 1 ? " runs" : "s run")} in the cluster ({names}), and did not end in {_settings.MigrationTimeout.TotalSeconds:0} s.", false);
            }

            await Task.Delay(pause, cancel).ConfigureAwait(false);
        }
    }
}
