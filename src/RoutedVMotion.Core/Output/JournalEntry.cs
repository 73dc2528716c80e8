using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.Core.Output;

/// <summary>A run of Set-VMotionRouting or Restore-VMotionRouting, as a row.</summary>
public sealed class JournalEntry
{
    /// <summary>A row for this run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The journal's file.</param>
    /// <param name="isRunning">The run holds its lock: it goes on right now.</param>
    public JournalEntry(JournalRun run, string path, bool isRunning)
    {
        JournalId = run.Id;
        Kind = run.Kind.ToString();
        Started = Time(run.Started)!;
        Ended = Time(run.Ended);
        DurationSeconds = Math.Round(((run.Ended ?? run.LastSeen) - run.Started).TotalSeconds, 3);
        Server = run.Server;
        User = run.User;
        Ticket = run.Ticket;
        Plan = run.Plan;
        Undoes = run.Undoes;
        State = isRunning ? "Running" : run.OpenEnds > 0 ? "Open" : run.Ended is null ? "Interrupted" : "Complete";
        OpenEnds = run.OpenEnds;
        Hosts = run.Hosts.Select(host => new JournalHostEntry(run, host)).ToArray();
        Changed = Count(run, ChangeStatus.Changed);
        RolledBack = Count(run, ChangeStatus.RolledBack);
        Failed = Count(run, ChangeStatus.Failed);
        HeldClusters = run.Clusters.Where(cluster => !cluster.IsReleased).Select(cluster => cluster.Name).ToArray();
        Path = path;
    }

    /// <summary>The run's id.</summary>
    public string JournalId { get; }

    /// <summary>Set or Restore.</summary>
    public string Kind { get; }

    /// <summary>When it began, ISO 8601, UTC.</summary>
    public string Started { get; }

    /// <summary>When it ended by itself; null if it did not.</summary>
    public string? Ended { get; }

    /// <summary>How long it took, or how long it is known to have gone on, in seconds.</summary>
    public double DurationSeconds { get; }

    /// <summary>The server.</summary>
    public string Server { get; }

    /// <summary>The user on the server.</summary>
    public string? User { get; }

    /// <summary>The ticket.</summary>
    public string? Ticket { get; }

    /// <summary>The path of the plan or of the change set.</summary>
    public string? Plan { get; }

    /// <summary>The run that this one undoes.</summary>
    public string? Undoes { get; }

    /// <summary>Complete; Interrupted (stopped, and nothing is left in between); Open (something may be); Running.</summary>
    public string State { get; }

    /// <summary>Hosts that may be neither as before nor as planned, and clusters whose DRS may still be held.</summary>
    public int OpenEnds { get; }

    /// <summary>Hosts that were changed.</summary>
    public int Changed { get; }

    /// <summary>Hosts that were taken back.</summary>
    public int RolledBack { get; }

    /// <summary>Hosts that are neither as planned nor as before.</summary>
    public int Failed { get; }

    /// <summary>The hosts that were begun.</summary>
    public IReadOnlyList<JournalHostEntry> Hosts { get; }

    /// <summary>The clusters whose DRS may still be held.</summary>
    public IReadOnlyList<string> HeldClusters { get; }

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    private static int Count(JournalRun run, ChangeStatus status) => run.Hosts.Count(host => host.Status == status);

    private static string? Time(DateTime? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
