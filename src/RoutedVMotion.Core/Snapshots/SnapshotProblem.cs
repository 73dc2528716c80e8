namespace RoutedVMotion.Core.Snapshots;

/// <summary>Why a file cannot be used as a snapshot.</summary>
public enum SnapshotProblem
{
    /// <summary>It is no JSON, or no snapshot, or says something that no snapshot can.</summary>
    Invalid,

    /// <summary>It ends in the middle.</summary>
    CutOff,

    /// <summary>A newer module has written it.</summary>
    TooNew,

    /// <summary>It is larger, once decompressed, than any honest one.</summary>
    TooLarge,
}
