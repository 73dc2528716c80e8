namespace RoutedVMotion.Core.Paths;

/// <summary>What came of migrating a virtual machine there and back.</summary>
public enum CanaryResult
{
    /// <summary>It went there, and is home again.</summary>
    Passed,

    /// <summary>It could go; nobody has tried (-WhatIf).</summary>
    Planned,

    /// <summary>The user said no.</summary>
    Declined,

    /// <summary>It was not tried: the server says that it cannot go, or a host or the machine itself is in no state for it.</summary>
    Refused,

    /// <summary>A migration failed, the machine did not come where it was sent, or did not run on the way; it is home.</summary>
    Failed,

    /// <summary>The run was stopped before the machine was moved.</summary>
    Stopped,

    /// <summary>The machine is not home, is still under way, or nobody knows where it is.</summary>
    Away,
}
