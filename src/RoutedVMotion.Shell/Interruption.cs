using System;
using System.Management.Automation;
using System.Threading;

namespace RoutedVMotion.Shell;

/// <summary>Ctrl+C: the first stops the pipeline, so that the script's finally blocks and cmdlets can clean up; the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _lock = new();
    private PowerShell? _running;

    public Interruption() => Console.CancelKeyPress += OnCancelKeyPress;

    /// <summary>Ctrl+C was pressed.</summary>
    public bool Requested { get; private set; }

    /// <summary>Until the result is disposed, Ctrl+C stops this pipeline.</summary>
    public IDisposable Stops(PowerShell shell)
    {
        lock (_lock)
        {
            if (Requested) throw new PipelineStoppedException();
            _running = shell;
        }

        return new Scope(this);
    }

    public void Dispose() => Console.CancelKeyPress -= OnCancelKeyPress;

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        lock (_lock)
        {
            if (Requested) return;
            Requested = true;
            e.Cancel = true;
            // Not Stop: that waits, and the pipeline may be waiting for this thread.
            _running?.BeginStop(null, null);
        }
    }

    private sealed class Scope(Interruption owner) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock) owner._running = null;
        }
    }
}
