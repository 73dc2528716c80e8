namespace RoutedVMotion.Core.Changes;

/// <summary>What became of a host in a run.</summary>
public enum ChangeStatus
{
    /// <summary>It is as planned already, or as before where a run is undone; nothing was written.</summary>
    Compliant,

    /// <summary>Something would be done (-WhatIf).</summary>
    Planned,

    /// <summary>The person who was asked said no.</summary>
    Declined,

    /// <summary>It was changed and is as planned.</summary>
    Changed,

    /// <summary>It was changed and has been taken back, or a run on it was undone: it is as before.</summary>
    RolledBack,

    /// <summary>It is neither as planned nor as before; the journal has what it takes to get it back.</summary>
    Failed,

    /// <summary>It was not touched, and the reason says why.</summary>
    Skipped,
}
