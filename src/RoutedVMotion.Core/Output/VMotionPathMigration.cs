using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Output;

/// <summary>What came of migrating a virtual machine to another host and back, as a row.</summary>
public sealed class VMotionPathMigration
{
    private readonly HostContext _source;
    private readonly HostContext _destination;

    /// <summary>A row.</summary>
    /// <param name="machine">The virtual machine's name.</param>
    /// <param name="source">The host that it is at home on.</param>
    /// <param name="destination">The host that it was to go to.</param>
    /// <param name="verdict">What configuration says of the path.</param>
    /// <param name="outcome">What came of it.</param>
    public VMotionPathMigration(string machine, HostContext source, HostContext destination, PathVerdict verdict, CanaryOutcome outcome)
    {
        VM = machine;
        _source = source;
        _destination = destination;
        Verdict = verdict.Kind.ToString();
        Result = outcome.Result.ToString();
        Legs = outcome.Legs.Select(leg => new VMotionPathLeg(leg)).ToArray();
        Problems = outcome.Problems;
        Warnings = outcome.Warnings;
        VMHost = outcome.VMHost;
    }

    /// <summary>The virtual machine.</summary>
    public string VM { get; }

    /// <summary>The host that it is at home on.</summary>
    public string Source => _source.Host.Name;

    /// <summary>The host that it was to go to.</summary>
    public string Destination => _destination.Host.Name;

    /// <summary>What configuration says of the path, as without -CanaryVM: Switched, Routed, Blocked or Unknown.</summary>
    public string Verdict { get; }

    /// <summary>
    /// Passed (there and home again), Planned (-WhatIf), Declined, Refused (not tried), Failed (and home), Stopped (before it was moved), or
    /// Away (not home, still under way, or nobody knows where).
    /// </summary>
    public string Result { get; }

    /// <summary>How long the way there took, in seconds, by the server's clock; null where it failed or was not tried.</summary>
    public double? ThereSec => Leg("There")?.DurationSec;

    /// <summary>How long the way back took, in seconds; null where there was none, or none that came home.</summary>
    public double? BackSec => Leg("Back")?.DurationSec;

    /// <summary>Why it is not Passed, in a line; what the server warned of where it is.</summary>
    public string Why => string.Join(" ", Problems.Concat(Warnings));

    /// <summary>The host that the virtual machine was on at the end; null where that could not be read.</summary>
    public string? VMHost { get; }

    /// <summary>The server.</summary>
    public string Server => _source.Host.Server;

    /// <summary>The rack of the source; null for a host that is in none.</summary>
    public string? SourceRack => _source.Rack?.Name;

    /// <summary>The rack of the destination; null for a host that is in none.</summary>
    public string? DestinationRack => _destination.Rack?.Name;

    /// <summary>The migrations in order, those that failed too, with how long each took.</summary>
    public IReadOnlyList<VMotionPathLeg> Legs { get; }

    /// <summary>Why it was not tried, or what went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What the server warned of, a sentence each, and what else a person should know.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>For example "canary-01 to esx-0201.example.com and back: Passed".</summary>
    public override string ToString() => $"{VM} to {Destination} and back: {Result}";

    private VMotionPathLeg? Leg(string direction) => Legs.LastOrDefault(leg => leg.Direction == direction && leg.Fault is null);
}
