using System;
using System.Collections.Generic;
using System.Linq;

using Newtonsoft.Json;

using RoutedVMotion.Core.Changes;

namespace RoutedVMotion.Core.Journal;

/// <summary>A run, as its journal tells it.</summary>
public sealed record JournalRun
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it was for.</summary>
    public RunKind Kind { get; init; }

    /// <summary>When it began.</summary>
    public required DateTime Started { get; init; }

    /// <summary>When it ended by itself; null if it did not.</summary>
    public DateTime? Ended { get; init; }

    /// <summary>The time of the last line.</summary>
    public DateTime LastSeen { get; init; }

    /// <summary>The server's name as the user connected to it.</summary>
    public required string Server { get; init; }

    /// <summary>The server's own id; null where it has none.</summary>
    public string? ServerId { get; init; }

    /// <summary>The user on the server.</summary>
    public string? User { get; init; }

    /// <summary>The ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>The path of the plan or of the change set.</summary>
    public string? Plan { get; init; }

    /// <summary>The run that this one undoes.</summary>
    public string? Undoes { get; init; }

    /// <summary>The hosts that were begun, in order.</summary>
    public IReadOnlyList<JournalHost> Hosts { get; init; } = Array.Empty<JournalHost>();

    /// <summary>The clusters whose DRS was held, in order.</summary>
    public IReadOnlyList<JournalCluster> Clusters { get; init; } = Array.Empty<JournalCluster>();

    /// <summary>Hosts that may be neither as before nor as planned, and clusters whose DRS may still be held.</summary>
    public int OpenEnds => Hosts.Count(host => host.IsOpen) + Clusters.Count(cluster => !cluster.IsReleased);

    /// <summary>Reads a journal. A last line that was cut off in the middle, by a kill or a full disk, was never acted on and does not count.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <exception cref="JournalException">It is no journal, or damaged elsewhere than at its end.</exception>
    public static JournalRun Read(IEnumerable<string> lines)
    {
        JournalRun? run = null;
        var hosts = new List<JournalHost>();
        var clusters = new List<JournalCluster>();
        JournalException? damaged = null;
        int number = 0;
        foreach (string text in lines)
        {
            number++;
            if (damaged is not null) throw damaged;
            if (string.IsNullOrWhiteSpace(text)) continue;
            JournalLine line;
            try
            {
                line = ChangeJson.Read<JournalLine>(text);
            }
            catch (Exception e) when (e is JsonException or ArgumentException or FormatException or OverflowException)
            {
                damaged = new JournalException(number, $"Line {number} is damaged: {e.Message}", e);
                continue;
            }

            if (run is null)
            {
                if (line is not { Type: JournalLineType.Run, Run: not null, Server: not null })
                    throw new JournalException(number, $"Line {number} does not begin a journal: it is of type {line.Type}.");
                if (line.Version is not (>= 1 and <= JournalLine.CurrentVersion))
                    throw new JournalException(number, $"The journal has format {line.Version}, and this module reads format {JournalLine.CurrentVersion}: use a newer one.");
                run = new JournalRun
                {
                    Id = line.Run,
                    Kind = line.Kind ?? RunKind.Set,
                    Started = line.Time,
                    Server = line.Server,
                    ServerId = line.ServerId,
                    User = line.User,
                    Ticket = line.Ticket,
                    Plan = line.Plan,
                    Undoes = line.Undoes,
                };
            }

            Add(line, number, hosts, clusters);
            run = run with { LastSeen = line.Time, Ended = line.Type == JournalLineType.End ? line.Time : run.Ended };
        }

        if (run is null) throw damaged ?? new JournalException(1, "The journal is empty: the run was stopped before it began.");
        return run with { Hosts = hosts, Clusters = clusters };
    }

    /// <summary>The clusters whose DRS is still held by a run that was cut off.</summary>
    /// <param name="runs">Runs on one server, oldest first; the later one counts.</param>
    public static IReadOnlyList<JournalCluster> HeldBy(IEnumerable<JournalRun> runs) => runs
        .SelectMany(run => run.Clusters)
        .GroupBy(cluster => cluster.Id, StringComparer.Ordinal)
        .Select(cluster => cluster.Last())
        .Where(cluster => !cluster.IsReleased)
        .ToArray();

    private static void Add(JournalLine line, int number, List<JournalHost> hosts, List<JournalCluster> clusters)
    {
        JournalException Odd() => new(number, $"Line {number} of type {line.Type} lacks something, or speaks of a host or step that was not begun.");
        switch (line.Type)
        {
            case JournalLineType.Host:
                hosts.Add(new JournalHost(line.Host ?? throw Odd()));
                break;
            case JournalLineType.Step or JournalLineType.StepEnd or JournalLineType.Result:
                int index = hosts.FindIndex(host => host.Intended.Id == line.HostId);
                if (index < 0) throw Odd();
                hosts[index] = line.Type switch
                {
                    JournalLineType.Step when line is { Step: int step, Change: not null } =>
                        hosts[index] with { Steps = hosts[index].Steps.Append(new JournalStep(step, line.Phase ?? ChangePhase.Prepare, line.Change, line.Time)).ToArray() },
                    JournalLineType.StepEnd when hosts[index].Steps.Any(step => step.Number == line.Step) =>
                        hosts[index] with { Steps = hosts[index].Steps.Select(step => step.Number != line.Step ? step
                            : step with { Outcome = line.Outcome ?? StepOutcome.Open, Device = line.Device, Error = line.Error }).ToArray() },
                    JournalLineType.Result => hosts[index] with { Status = line.Status, Proven = line.Proven, Reason = line.Reason },
                    _ => throw Odd(),
                };
                break;
            case JournalLineType.DrsHold:
                if (line is not { ClusterId: not null, LevelBefore: not null, Level: not null }) throw Odd();
                clusters.Add(new JournalCluster(line.ClusterId, line.Cluster ?? line.ClusterId, line.LevelBefore, line.Level, false));
                break;
            case JournalLineType.DrsRelease:
                int held = clusters.FindLastIndex(cluster => cluster.Id == line.ClusterId);
                if (held < 0) throw Odd();
                clusters[held] = clusters[held] with { IsReleased = true };
                break;
        }
    }
}
