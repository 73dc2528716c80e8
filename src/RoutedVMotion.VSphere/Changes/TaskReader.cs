using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// Which tasks run on hosts, on their virtual machines and on their cluster. Migrations hang on virtual machines, and say where they
/// come from and not where they go: so all machines of a cluster have to be asked, which is one question.
/// </summary>
internal sealed class TaskReader
{
    private readonly VSphereSession _session;

    public TaskReader(VSphereSession session) => _session = session;

    /// <summary>The tasks that have not ended.</summary>
    /// <exception cref="VSphereException">That could not be read, which is not the same as none.</exception>
    public async Task<IReadOnlyList<TaskSighting>> ReadAsync(IEnumerable<string> hostIds, string? clusterId, CancellationToken cancel)
    {
        var objects = new List<ObjectSpec>();
        foreach (string id in hostIds)
        {
            objects.Add(new ObjectSpec
            {
                Obj = new ManagedObjectReference("HostSystem", id),
                Skip = true,
                SelectSet =
                [
                    Step("ManagedEntity", "recentTask"),
                    new TraversalSpec { Name = "vm", Type = "HostSystem", Path = "vm", Skip = true, SelectSet = [Step("ManagedEntity", "recentTask")] },
                ],
            });
        }

        if (clusterId is not null)
        {
            objects.Add(new ObjectSpec
            {
                Obj = new ManagedObjectReference("ClusterComputeResource", clusterId),
                Skip = true,
                SelectSet = [Step("ManagedEntity", "recentTask")],
            });
        }

        for (bool isRenewed = false; ; isRenewed = true)
        {
            int generation = _session.Generation;
            var found = new List<TaskSighting>();
            try
            {
                await new PropertyReader(_session).ReadObjectsAsync(
                    objects.ToArray(),
                    [new PropertySpec { Type = "Task", PathSet = ["info"] }],
                    pageSize: null,
                    task => Add(task, found),
                    onPage: null,
                    cancel).ConfigureAwait(false);
                return found;
            }
            catch (VSphereFaultException fault) when (fault.FaultType == Faults.NotAuthenticated && !isRenewed)
            {
                if (!await _session.RenewAsync(generation, fault, cancel).ConfigureAwait(false)) throw;
            }
        }
    }

    private void Add(ObjectProperties task, List<TaskSighting> found)
    {
        MissingProperty? missing = task.Missing.Count > 0 ? task.Missing[0] : null;
        // One that is gone by now has ended.
        if (missing is not null && Faults.TypeOf(missing.Fault?.Fault) == Faults.ManagedObjectNotFound) return;
        if (missing is not null)
        {
            string fault = Faults.TypeOf(missing.Fault?.Fault);
            throw Faults.ToException(_session.Client.Server, "the question for running tasks", fault, missing.Fault?.Fault, missing.Fault?.LocalizedMessage);
        }

        if (task.Get<TaskInfo>("info") is not { State: "running" or "queued" } info) return;
        found.Add(new TaskSighting(info.DescriptionId ?? string.Empty, info.Entity?.Type ?? string.Empty, InventoryNames.Decode(info.EntityName ?? info.Entity?.Value ?? "?")));
    }

    private static TraversalSpec Step(string type, string path) => new() { Name = type + path, Type = type, Path = path, Skip = false };
}
