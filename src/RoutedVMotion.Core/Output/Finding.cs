using System.Globalization;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Output;

/// <summary>Something that a rule found, as a row: what, where, why it matters and what to do.</summary>
public sealed record Finding
{
    /// <summary>A finding of this rule, in the rule's own words.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">How much it matters, where that differs from the rule's own severity.</param>
    public Finding(RuleInfo rule, Severity? severity = null)
    {
        Rule = rule.Name;
        Severity = (severity ?? rule.Severity).ToString();
        Why = rule.Why;
        Action = rule.Action;
    }

    /// <summary>What the reader or the linter of plans has to say.</summary>
    public Finding(PlanMessage message)
    {
        Rule = message.Id;
        Severity = message.Severity.ToString();
        Why = PlanRules.Find(message.Id)?.Why ?? string.Empty;
        Action = message.WhatToDo;
        Found = message.Text;
        Rack = message.Rack;
        VMHost = message.VMHost;
        File = message.Position.File;
        Line = message.Position.Line == 0 ? null : message.Position.Line;
        Column = message.Position.Column == 0 ? null : message.Position.Column;
        Path = message.Position.JsonPath;
    }

    /// <summary>The rule's name; Get-VMotionRule and docs/rules tell more.</summary>
    public string Rule { get; }

    /// <summary>Error, Warning or Information.</summary>
    public string Severity { get; init; }

    /// <summary>The server that told it; null where the finding is on a plan.</summary>
    public string? Server { get; init; }

    /// <summary>The host's name; null where the finding is not on one host.</summary>
    public string? VMHost { get; init; }

    /// <summary>The host's managed object id, for example host-14.</summary>
    public string? VMHostId { get; init; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>The plan's rack.</summary>
    public string? Rack { get; init; }

    /// <summary>The vmkernel adapter or physical NIC.</summary>
    public string? Device { get; init; }

    /// <summary>The virtual machine.</summary>
    public string? VM { get; init; }

    /// <summary>The virtual machine's network.</summary>
    public string? Network { get; init; }

    /// <summary>What should be there.</summary>
    public string? Expected { get; init; }

    /// <summary>What is there.</summary>
    public string? Found { get; init; }

    /// <summary>Why it matters, in one sentence.</summary>
    public string Why { get; init; }

    /// <summary>What to do.</summary>
    public string Action { get; init; }

    /// <summary>Set-VMotionRouting with this plan mends it.</summary>
    public bool FixedBySet { get; init; }

    /// <summary>The plan's file.</summary>
    public string? File { get; init; }

    /// <summary>The line in it, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The column in it, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>The JSON path in the plan, for example racks[0].vmotion.gateway.</summary>
    public string? Path { get; init; }

    /// <summary>Where it is, as tables and reports group it: "rack-01, esx-0101.example.com", "cluster prod-01", "rack-01", "racks.json", "fabric".</summary>
    public string Place => File is not null ? File
        : Path is not null ? "plan"
        : VMHost is not null ? PlaceOf(Rack, VMHost)
        : Cluster is not null ? PlaceOfCluster(Cluster)
        : Rack ?? WholeFabric;

    /// <summary>What of that place it is about: an adapter, a VM and its network, line and column of a plan; null for the whole.</summary>
    public string? Subject => Device
        ?? (VM is not null ? Network is null ? VM : $"{VM} ({Network})"
        : Line is int line ? string.Format(CultureInfo.InvariantCulture, "{0}:{1}", line, Column)
        : Path);

    /// <summary>For example "Error GatewayOutsideSubnet, esx-0101.example.com vmk1: found ..., expected ...".</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} {1}{2}: {3}{4}",
        Severity,
        Rule,
        Where is { Length: > 0 } where ? ", " + where : string.Empty,
        Found is null ? Why : "found " + Found,
        Expected is null ? string.Empty : ", expected " + Expected);

    /// <summary>The place of what is no host's, no cluster's and no rack's.</summary>
    internal const string WholeFabric = "fabric";

    /// <summary>The place of what is on a host.</summary>
    internal static string PlaceOf(string? rack, string host) => rack is null ? host : rack + ", " + host;

    /// <summary>The place of what is on a cluster.</summary>
    internal static string PlaceOfCluster(string cluster) => "cluster " + cluster;

    private string Where
    {
        get
        {
            string place = File is not null || Path is not null ? new SourcePosition(File, Line ?? 0, Column ?? 0, Path ?? string.Empty).ToString()
                : VM is not null ? VM + " on " + VMHost
                : VMHost ?? (Cluster is not null ? "cluster " + Cluster : Rack ?? string.Empty);
            return Device is null ? place : place + " " + Device;
        }
    }
}
