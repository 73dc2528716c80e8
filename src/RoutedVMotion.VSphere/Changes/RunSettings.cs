using System;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>How a run goes about it.</summary>
public sealed record RunSettings
{
    /// <summary>How many clusters are changed at once.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How many hosts of a cluster are changed at once.</summary>
    public int HostPerCluster { get; init; } = 1;

    /// <summary>How many hosts of a cluster may fail before it is left alone.</summary>
    public int MaximumFailure { get; init; } = 1;

    /// <summary>Nothing is proven by pings, and so nothing is removed.</summary>
    public bool NoProbe { get; init; }

    /// <summary>Old adapters stay.</summary>
    public bool KeepOldAdapter { get; init; }

    /// <summary>DRS is kept from moving virtual machines by itself meanwhile.</summary>
    public bool SuspendDrs { get; init; }

    /// <summary>No cluster is begun that may not be done by then; null for no such limit. UTC.</summary>
    public DateTime? StopAt { get; init; }

    /// <summary>What a host takes until one is known to have taken another time: what <see cref="StopAt"/> reckons with.</summary>
    public TimeSpan TimePerHost { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for running migrations of a cluster.</summary>
    public TimeSpan MigrationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait for a host to show a change, and for a server or a host that is gone to come back.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first pause between two looks at something; the following ones get longer.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);
}
