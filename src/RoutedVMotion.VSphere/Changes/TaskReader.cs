using System.Collections.Generic;
using System.Linq;
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
    private const string Machines = "vm";
    private const string RecentTask = "recentTask";

    private readonly VSphereSession _session;

    public TaskReader(VSphereSession session) => _session = session;

    /// <summary>The tasks that have not ended.</summary>
    /// <exception cref="VSphereException">That could not be read, or not of every host and machine, which is not the same as none.</exception>
    public async Task<IReadOnlyList<TaskSighting>> ReadAsync(IEnumerable<string> hostIds, string? clusterId, CancellationToken cancel)
    {
        var asked = hostIds.Select(id => new ManagedObjectReference("HostSystem", id)).ToList();
        if (clusterId is not null) asked.Add(new ManagedObjectReference("ClusterComputeResource", clusterId));
        for (int attempt = 1; ; attempt++)
        {
            (List<TaskSighting> found, ManagedObjectReference? silent) = await ReadOnceAsync(asked, cancel).ConfigureAwait(false);
            if (silent is null) return found;
            // One machine may have gone while the answer was made. One that is there and of which nothing is said may not be read.
            if (attempt == 2)
            {
                throw new VSphereReplyException(
                    _session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} says nothing of the tasks of {silent.Type} {silent.Value}.");
            }
        }
    }

    // Besides the tasks themselves, the lists that lead to them are asked for: where one is withheld, a traversal passes over it in silence.
    private async Task<(List<TaskSighting> Found, ManagedObjectReference? Silent)> ReadOnceAsync(List<ManagedObjectReference> asked, CancellationToken cancel)
    {
        var found = new List<TaskSighting>();
        var expected = new HashSet<ManagedObjectReference>(asked);
        var answered = new HashSet<ManagedObjectReference>();
        await new PropertyReader(_session).ReadObjectsAsync(
            asked.Select(SpecOf).ToArray(),
            [
                new PropertySpec { Type = "HostSystem", PathSet = [Machines, RecentTask] },
                new PropertySpec { Type = "VirtualMachine", PathSet = [RecentTask] },
                new PropertySpec { Type = "ClusterComputeResource", PathSet = [RecentTask] },
                new PropertySpec { Type = "Task", PathSet = ["info"] },
            ],
            pageSize: null,
            one =>
            {
                // One that is gone by now has no tasks that run.
                MissingProperty? missing = one.Missing.FirstOrDefault(property => Faults.TypeOf(property.Fault?.Fault) != Faults.ManagedObjectNotFound);
                if (missing is not null) throw Faults.ToException(_session.Client.Server, "the question for running tasks", missing);
                answered.Add(one.Obj);
                expected.UnionWith(one.Get<ManagedObjectReference[]>(Machines) ?? []);
                if (one.Obj.Type == "Task") Add(one, found);
            },
            onPage: null,
            cancel).ConfigureAwait(false);
        return (found, expected.FirstOrDefault(one => !answered.Contains(one)));
    }

    private static ObjectSpec SpecOf(ManagedObjectReference obj) => new()
    {
        Obj = obj,
        Skip = false,
        SelectSet = obj.Type == "HostSystem"
            ?
            [
                Step("ManagedEntity", RecentTask),
                new TraversalSpec { Name = Machines, Type = "HostSystem", Path = Machines, Skip = false, SelectSet = [Step("ManagedEntity", RecentTask)] },
            ]
            : [Step("ManagedEntity", RecentTask)],
    };

    private static void Add(ObjectProperties task, List<TaskSighting> found)
    {
        if (task.Get<TaskInfo>("info") is not { State: "running" or "queued" } info) return;
        found.Add(new TaskSighting(info.DescriptionId ?? string.Empty, info.Entity?.Type ?? string.Empty, InventoryNames.Decode(info.EntityName ?? info.Entity?.Value ?? "?")));
    }

    private static TraversalSpec Step(string type, string path) => new() { Name = type + path, Type = type, Path = path, Skip = false };
}
