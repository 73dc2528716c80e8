namespace RoutedVMotion.Core.Changes;

/// <summary>What whoever starts a change may decide.</summary>
public sealed record ChangeOptions
{
    /// <summary>Old adapters stay as they are, dead beside the new one.</summary>
    public bool KeepOldAdapter { get; init; }

    /// <summary>Clusters whose configuration vCenter manages as a whole are changed all the same.</summary>
    public bool AllowManagedCluster { get; init; }
}
