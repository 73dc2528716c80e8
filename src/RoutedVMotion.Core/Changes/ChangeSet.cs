using System;
using System.Collections.Generic;
using System.Linq;

using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// A change as a board approves it: for each host what it is before and the exact list of changes, with the plan that they follow.
/// Performing it does just that; and where a journal has been lost, it is enough to take hosts back.
/// </summary>
public sealed record ChangeSet
{
    /// <summary>The version of the format that this module writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format.</summary>
    [JsonProperty(Required = Required.Always)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>When it was made, UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>The server's name as the user connected to it.</summary>
    public required string Server { get; init; }

    /// <summary>The server's own id; null where it has none.</summary>
    public string? ServerId { get; init; }

    /// <summary>Who made it.</summary>
    public string? User { get; init; }

    /// <summary>The ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>Old adapters stay as they are.</summary>
    public bool KeepOldAdapter { get; init; }

    /// <summary>The plan, as JSON of racks.json.</summary>
    public required JObject Plan { get; init; }

    /// <summary>The hosts that are changed.</summary>
    public required IReadOnlyList<ApprovedHost> Hosts { get; init; }

    /// <summary>A change set of these hosts.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="serverId">The server's own id.</param>
    /// <param name="user">Who made it.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="created">When, UTC.</param>
    /// <param name="plan">The plan that they follow.</param>
    /// <param name="options">What was decided.</param>
    /// <param name="hosts">The hosts; those that do not change are left out.</param>
    public static ChangeSet Of(
        string server, string? serverId, string? user, string? ticket, DateTime created, RackPlan plan, ChangeOptions options, IEnumerable<HostChangePlan> hosts) => new()
        {
            Created = created,
            Server = server,
            ServerId = serverId,
            User = user,
            Ticket = ticket,
            KeepOldAdapter = options.KeepOldAdapter,
            Plan = JObject.Parse(PlanWriter.Write(plan)),
            Hosts = hosts.Where(host => host.WillChange).Select(ApprovedHost.Of).ToArray(),
        };

    /// <summary>The change set as text of a file.</summary>
    public string Write() => ChangeJson.Write(this, indented: true) + "\n";

    /// <summary>Reads a change set.</summary>
    /// <param name="text">The text of the file.</param>
    /// <exception cref="FormatException">It is no change set, or of a newer format; the message says what and where.</exception>
    public static ChangeSet Read(string text)
    {
        ChangeSet set;
        try
        {
            set = ChangeJson.Read<ChangeSet>(text);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }

        if (set.Version is < 1 or > CurrentVersion)
            throw new FormatException($"It has format {set.Version}, and this module reads format {CurrentVersion}: use a newer one.");
        if (set.Hosts.Any(host => host is null || host.Before.Adapters.Any(adapter => adapter is null) || host.Prepare.Concat(host.Finish).Any(change => change is null)))
            throw new FormatException("A host, an adapter or a change in it is null.");
        return set;
    }

    /// <summary>The plan in it.</summary>
    public PlanReading ReadPlan() => PlanReader.Read(Plan.ToString(Formatting.Indented), null);
}
