namespace RoutedVMotion.Core.Reports;

/// <summary>What is to be said of a host at a glance; the later, the worse.</summary>
public enum HostState
{
    /// <summary>Nothing is wrong with it.</summary>
    Good,

    /// <summary>It has a warning.</summary>
    Warning,

    /// <summary>vCenter does not reach it, or it could not be read: nothing is known.</summary>
    Unread,

    /// <summary>It has an error.</summary>
    Error,
}
