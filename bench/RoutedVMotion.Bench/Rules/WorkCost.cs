namespace RoutedVMotion.Bench.Rules;

/// <summary>What one work cost on one fabric.</summary>
internal sealed record WorkCost
{
    public required string Name { get; init; }

    /// <summary>Findings, racks or messages that came of it.</summary>
    public int Results { get; init; }

    /// <summary>CPU of the first run of the process, with what the runtime spends on compiling.</summary>
    public double FirstMilliseconds { get; init; }

    /// <summary>CPU, the median of the runs after the warm-up.</summary>
    public double Milliseconds { get; init; }

    public double AllocatedBytes { get; init; }
}
