using System;

using RoutedVMotion.Core.Changes;

namespace RoutedVMotion.Core.Journal;

/// <summary>
/// A line of a journal; docs/journal.md has the format. Which values are there depends on <see cref="Type"/>; times are UTC. There
/// are no secrets in it: names, addresses, and what was done.
/// </summary>
public sealed record JournalLine
{
    /// <summary>The version of the format that this module writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The kind of line.</summary>
    public required JournalLineType Type { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Run: the version of the format.</summary>
    public int? Version { get; init; }

    /// <summary>Run: its id.</summary>
    public string? Run { get; init; }

    /// <summary>Run: what it is for.</summary>
    public RunKind? Kind { get; init; }

    /// <summary>Run: the server's name as the user connected to it.</summary>
    public string? Server { get; init; }

    /// <summary>Run: the server's own id (AboutInfo.instanceUuid), which stays when names change.</summary>
    public string? ServerId { get; init; }

    /// <summary>Run: the user on the server.</summary>
    public string? User { get; init; }

    /// <summary>Run: the ticket that the user named.</summary>
    public string? Ticket { get; init; }

    /// <summary>Run: the path of the plan or of the change set.</summary>
    public string? Plan { get; init; }

    /// <summary>Run: the version of the module.</summary>
    public string? Module { get; init; }

    /// <summary>Run: the run that this one undoes.</summary>
    public string? Undoes { get; init; }

    /// <summary>Host: all that it takes to take the host back, with the changes that are going to be made.</summary>
    public HostRecord? Host { get; init; }

    /// <summary>Step, StepEnd, Result: the host's managed object id.</summary>
    public string? HostId { get; init; }

    /// <summary>Step, StepEnd: the number of the step on this host, from 1.</summary>
    public int? Step { get; init; }

    /// <summary>Step: the part of the run.</summary>
    public ChangePhase? Phase { get; init; }

    /// <summary>Step: the change.</summary>
    public Change? Change { get; init; }

    /// <summary>Step: the change in words, for people.</summary>
    public string? Words { get; init; }

    /// <summary>StepEnd: how it ended.</summary>
    public StepOutcome? Outcome { get; init; }

    /// <summary>StepEnd: the device that the host gave a new adapter.</summary>
    public string? Device { get; init; }

    /// <summary>StepEnd: what the server said.</summary>
    public string? Error { get; init; }

    /// <summary>Result: what became of the host.</summary>
    public ChangeStatus? Status { get; init; }

    /// <summary>Result: pings between the racks have shown that it works.</summary>
    public bool? Proven { get; init; }

    /// <summary>Result: why.</summary>
    public string? Reason { get; init; }

    /// <summary>Drs: the cluster's managed object id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Drs: the cluster's name.</summary>
    public string? Cluster { get; init; }

    /// <summary>Drs: the automation level before (DrsBehavior, for example fullyAutomated).</summary>
    public string? LevelBefore { get; init; }

    /// <summary>Drs: the automation level that is set.</summary>
    public string? Level { get; init; }

    /// <summary>The line as text, without a line end.</summary>
    public string Write() => ChangeJson.Write(this);
}
