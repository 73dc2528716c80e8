using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>A host as one end of paths: what of it is the same whoever the other end is.</summary>
internal sealed class PathEnd
{
    internal PathEnd(HostContext host, PathFacts? facts, RuleSelection selection)
    {
        Host = host;
        Kind = PathKind.Switched;
        if (host.Host.Connection is HostConnection.Disconnected or HostConnection.NotResponding)
        {
            (Kind, Rules) = (PathKind.Blocked, [PathRules.HostDisconnected]);
        }
        else if (!host.IsRead)
        {
            (Kind, Rules) = (PathKind.Unknown, [PathRules.HostNotRead]);
        }
        else if (host.VMotion.Count == 0)
        {
            (Kind, Rules) = (PathKind.Blocked, [PathRules.NoVMotionAdapter]);
        }
        else if (host.Fabric.Plan is not null && host.Rack is null)
        {
            (Kind, Rules) = (PathKind.Unknown, [host.Match?.Tied.Count > 0 ? PathRules.HostInTwoRacks : PathRules.HostInNoRack]);
        }
        else if (PathRules.CutOffBy(host, selection) is { Count: > 0 } rules)
        {
            (Kind, Rules) = (PathKind.Blocked, rules);
        }
        else if (host.VMotion.All(adapter => Words.Families.All(family => adapter.Address(family) is null)))
        {
            (Kind, Rules) = (PathKind.Blocked, [PathRules.AddressMissing]);
        }

        if (Kind == PathKind.Switched && facts?.RuleThatCutsOff(host) is RuleInfo rule) (Kind, Rules) = (PathKind.Blocked, [rule]);
        Adapters = Kind == PathKind.Switched ? host.VMotion.Select(adapter => new PathAdapter(host, adapter)).ToArray() : Array.Empty<PathAdapter>();
    }

    /// <summary>The host.</summary>
    public HostContext Host { get; }

    /// <summary><see cref="PathKind.Blocked"/> or <see cref="PathKind.Unknown"/> where that holds of every path; else <see cref="PathKind.Switched"/>.</summary>
    public PathKind Kind { get; }

    /// <summary>The rules that say why.</summary>
    public IReadOnlyList<RuleInfo> Rules { get; } = Array.Empty<RuleInfo>();

    /// <summary>Its vMotion adapters; empty where <see cref="Kind"/> says it all.</summary>
    public IReadOnlyList<PathAdapter> Adapters { get; }

    /// <summary>The class of equal hosts that it is of.</summary>
    public int Class { get; set; }
}
