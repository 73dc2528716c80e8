using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A migration in flight, or one that has ended.</summary>
internal sealed class Migration
{
    public Migration(VirtualMachine machine, Host target)
    {
        Machine = machine;
        Source = machine.Host;
        Target = target;
        // It goes on with the adapters that it began with, whatever new migrations use (facts 0.5).
        Adapters = Source.MigrationAdapters.Select(adapter => (Source, adapter.Device))
            .Concat(target.MigrationAdapters.Select(adapter => (target, adapter.Device)))
            .ToArray();
    }

    public VirtualMachine Machine { get; }

    public Host Source { get; }

    public Host Target { get; }

    public IReadOnlyList<(Host Host, string Device)> Adapters { get; }

    public bool IsRunning { get; set; } = true;

    /// <summary>When it ends by itself; null for one that somebody has to end.</summary>
    public DateTime? Due { get; init; }

    /// <summary>The machine runs, so that it goes over the vMotion network.</summary>
    public bool IsHot { get; init; }
}
