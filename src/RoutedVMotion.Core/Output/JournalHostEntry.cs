using System.Linq;

using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.Core.Output;

/// <summary>A host in a run, as a row.</summary>
public sealed class JournalHostEntry
{
    /// <summary>A row for this host.</summary>
    /// <param name="run">The run.</param>
    /// <param name="host">The host in it.</param>
    public JournalHostEntry(JournalRun run, JournalHost host)
    {
        Server = run.Server;
        VMHost = host.Intended.Name;
        VMHostId = host.Intended.Id;
        Cluster = host.Intended.Cluster;
        Rack = host.Intended.Rack;
        Status = host.Status?.ToString() ?? (host.IsOpen ? "Open" : "NotBegun");
        Proven = host.Proven;
        Message = host.Reason;
        Steps = string.Join("; ", host.Steps.Select(step => $"{step.Change.Words} ({step.Outcome})"));
        IsOpen = host.IsOpen;
        JournalId = run.Id;
    }

    /// <summary>The server.</summary>
    public string Server { get; }

    /// <summary>The host's name.</summary>
    public string VMHost { get; }

    /// <summary>The host's managed object id.</summary>
    public string VMHostId { get; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; }

    /// <summary>The rack that it was changed for.</summary>
    public string? Rack { get; }

    /// <summary>Changed, RolledBack, Failed; Open where the journal ends before that; NotBegun where no step was begun.</summary>
    public string Status { get; }

    /// <summary>Pings between the racks have shown that it works.</summary>
    public bool? Proven { get; }

    /// <summary>Why.</summary>
    public string? Message { get; }

    /// <summary>The steps that were begun, with how each ended.</summary>
    public string Steps { get; }

    /// <summary>It may be neither as before nor as planned.</summary>
    public bool IsOpen { get; }

    /// <summary>The run's id.</summary>
    public string JournalId { get; }

    /// <summary>For example "esx-0101.example.com: Changed".</summary>
    public override string ToString() => VMHost + ": " + Status;
}
