using System;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere;

/// <summary>Waits for tasks of the server.</summary>
internal sealed class TaskWaiter
{
    private readonly VSphereSession _session;
    private readonly PropertyReader _properties;

    public TaskWaiter(VSphereSession session)
    {
        _session = session;
        _properties = new PropertyReader(session);
    }

    /// <summary>Waits until the task has ended, well or not.</summary>
    /// <param name="task">The task.</param>
    /// <param name="longestPause">The longest pause between two looks.</param>
    /// <param name="onProgress">Hears how far it is, in percent; null where nobody wants to know.</param>
    /// <param name="cancel">Ends the wait and not the task.</param>
    /// <returns>The task; null for one that is gone: it has ended, and what came of it is to be read off what it was for.</returns>
    /// <exception cref="VSphereException">The server cannot be asked. The task goes on all the same.</exception>
    public async Task<TaskInfo?> WaitAsync(ManagedObjectReference task, TimeSpan longestPause, Action<int>? onProgress, CancellationToken cancel)
    {
        for (TimeSpan pause = TimeSpan.FromMilliseconds(20); ; pause = TimeSpan.FromTicks(Math.Min(longestPause.Ticks, pause.Ticks * 2)))
        {
            TaskInfo? info = await ReadAsync(task, cancel).ConfigureAwait(false);
            if (info is null or { State: "success" or "error" }) return info;
            if (info.Progress is int percent) onProgress?.Invoke(percent);
            await Task.Delay(pause, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the task has ended well.</summary>
    /// <param name="task">The task.</param>
    /// <param name="method">The method that gave it, for messages.</param>
    /// <param name="cancel">Ends the wait and not the task.</param>
    /// <returns>What came of it; null for one that gives nothing, or is gone.</returns>
    /// <exception cref="VSphereException">It ended with a fault, or nobody knows how it did.</exception>
    public async Task<object?> GetResultAsync(ManagedObjectReference? task, string method, CancellationToken cancel)
    {
        if (task is null) return null;
        return (await GetEndAsync(task, method, cancel).ConfigureAwait(false))?.Result;
    }

    /// <summary>As <see cref="GetResultAsync"/>, for whoever has to know that a task is gone.</summary>
    /// <returns>The task, which has ended well; null for one that is gone.</returns>
    public async Task<TaskInfo?> GetEndAsync(ManagedObjectReference task, string method, CancellationToken cancel)
    {
        TaskInfo? info = await WaitAsync(task, TimeSpan.FromSeconds(1), null, cancel).ConfigureAwait(false);
        if (info is not { State: "error" }) return info;
        MethodFault? fault = info.Error?.Fault;
        throw Faults.ToException(_session.Client.Server, method, Faults.TypeOf(fault), fault, info.Error?.LocalizedMessage);
    }

    private async Task<TaskInfo?> ReadAsync(ManagedObjectReference task, CancellationToken cancel)
    {
        TaskInfo? info = null;
        MissingProperty? missing = null;
        try
        {
            await _properties.ReadObjectsAsync(
                [new ObjectSpec { Obj = task, Skip = false }],
                [new PropertySpec { Type = "Task", PathSet = ["info"] }],
                null,
                found =>
                {
                    info = found.Get<TaskInfo>("info");
                    missing = found.Missing.Count > 0 ? found.Missing[0] : null;
                },
                null,
                cancel).ConfigureAwait(false);
        }
        catch (VSphereFaultException fault) when (fault.FaultType == Faults.ManagedObjectNotFound)
        {
            return null;
        }

        // What may not be read is not known to have ended.
        return missing is null || Faults.TypeOf(missing.Fault?.Fault) == Faults.ManagedObjectNotFound
            ? info
            : throw Faults.ToException(_session.Client.Server, "the question for what became of its task", missing);
    }
}
