namespace RoutedVMotion.VSphere.Changes;

/// <summary>Why a step was not made.</summary>
internal enum StepProblem
{
    /// <summary>The server or the host refused it, and the host does not show it.</summary>
    Failed,

    /// <summary>The host is not what it was when this was planned: nothing was called.</summary>
    NotAsPlanned,

    /// <summary>A migration runs and did not end in time, or whether one runs cannot be read: nothing was called.</summary>
    Migration,

    /// <summary>The journal cannot be written: nothing was called.</summary>
    Journal,

    /// <summary>The run is to stop: nothing was called.</summary>
    Stopped,

    /// <summary>The server or the host does not answer any more.</summary>
    Lost,
}
