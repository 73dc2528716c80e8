using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>
/// A cmdlet whose work runs off the pipeline thread, while that thread does what only it may do: write. Ctrl+C and a
/// downstream command that wants no more both cancel the work.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    // What waits to be written. Where downstream is slow, the work waits too, instead of filling the memory with a fabric.
    private const int Capacity = 64;

    // How long a cancelled work may take to end. After that the prompt comes back all the same.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(750);

    private readonly CancellationTokenSource _stop = new();
    private TimeSpan _grace = Grace;
    private BlockingCollection<Action>? _queue;
    private CancellationToken _cancel;

    private protected AsyncCmdlet()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">Called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stop.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet had just ended by itself.
        }
    }

    /// <summary>
    /// Runs the work and writes what it hands over, until it is done. Called on the pipeline thread. What downstream throws
    /// (a stopped pipeline, a <c>break</c>) cancels the work and comes out here.
    /// </summary>
    private protected void Run(Func<CancellationToken, Task> body) => Run(body, Grace, null);

    /// <summary>The same for a work that has to come to an end of its own once it is cancelled.</summary>
    /// <param name="body">The work.</param>
    /// <param name="grace">How long it is waited for then.</param>
    /// <param name="onStopped">Is called after that, on the pipeline thread: the last chance to say something, by the host's own UI.</param>
    private protected void Run(Func<CancellationToken, Task> body, TimeSpan grace, Action? onStopped)
    {
        _grace = grace;
        // Not disposed: a work that outlives its grace may still look at them. Neither holds a handle.
        var queue = new BlockingCollection<Action>(Capacity);
        var abandon = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _queue = queue;
        _cancel = abandon.Token;

        Task work = Task.Run(() => body(abandon.Token));
        work.ContinueWith(
            _ => queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            foreach (Action write in queue.GetConsumingEnumerable(_stop.Token)) write();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Await(work);
            onStopped?.Invoke();
            throw new PipelineStoppedException();
        }
        catch
        {
            abandon.Cancel();
            Await(work);
            onStopped?.Invoke();
            throw;
        }

        try
        {
            work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception unexpected)
        {
            ThrowTerminatingError(ErrorRecords.Unexpected(unexpected));
        }
    }

    /// <summary>Hands something over to the pipeline thread; waits while that one is far behind. For the work only.</summary>
    /// <exception cref="OperationCanceledException">Nobody reads any more.</exception>
    internal void Post(Action write) => _queue!.Add(write, _cancel);

    /// <summary>The same, where it does not matter any more whether somebody reads.</summary>
    internal void PostIfRead(Action write)
    {
        try
        {
            Post(write);
        }
        catch (OperationCanceledException)
        {
            // The pipeline is gone.
        }
        catch (InvalidOperationException)
        {
            // The work is done; a late call of the session has something to say.
        }
    }

    /// <summary>The user asked for debug lines, so that they are worth their making.</summary>
    internal bool WantsDebug =>
        MyInvocation.BoundParameters.ContainsKey("Debug")
        || (GetVariableValue("DebugPreference") is object preference
            && LanguagePrimitives.ConvertTo<string>(preference) is var words
            && !string.Equals(words, nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase));

    private void Await(Task work)
    {
        try
        {
            work.Wait(_grace);
        }
        catch (AggregateException)
        {
            // Of no interest: the pipeline's own exception is the one that counts.
        }
    }
}
