namespace RoutedVMotion.Core.Journal;

/// <summary>What a run is for.</summary>
public enum RunKind
{
    /// <summary>Hosts are brought to a plan.</summary>
    Set,

    /// <summary>Another run is undone.</summary>
    Restore,
}
