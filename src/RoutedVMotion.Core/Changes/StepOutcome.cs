namespace RoutedVMotion.Core.Changes;

/// <summary>What became of a step.</summary>
public enum StepOutcome
{
    /// <summary>It was not begun.</summary>
    NotBegun,

    /// <summary>It was begun, and nothing says how it ended: the process was killed, or the server is gone.</summary>
    Open,

    /// <summary>It was made, and the host shows it.</summary>
    Done,

    /// <summary>The host was so already; nothing was written.</summary>
    AlreadySo,

    /// <summary>It failed, and the host does not show it.</summary>
    Failed,
}
