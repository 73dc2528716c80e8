using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Paths;

/// <summary>The verdict on a path between two hosts, there and back: it is only as good as its worse half.</summary>
public sealed class PathVerdict
{
    internal PathVerdict(PathKind kind, string? gateway, string? returnGateway, IReadOnlyList<PathReason> reasons)
    {
        Kind = kind;
        Gateway = gateway;
        ReturnGateway = returnGateway;
        // The same from whichever end one looks.
        Reasons = reasons.Count < 2 ? reasons : reasons.OrderBy(reason => reason.Side).ThenBy(reason => reason.Rule.Name, StringComparer.Ordinal).ToArray();
    }

    /// <summary>Whether it gets through.</summary>
    public PathKind Kind { get; }

    /// <summary>The gateway that the source sends to; several, separated by commas, where it uses several; null where none is needed or known.</summary>
    public string? Gateway { get; }

    /// <summary>The gateway that the destination answers through.</summary>
    public string? ReturnGateway { get; }

    /// <summary>Why it is blocked or unknown; empty otherwise.</summary>
    public IReadOnlyList<PathReason> Reasons { get; }

    /// <summary>The same path, seen from the other end.</summary>
    internal PathVerdict Mirrored() => new(Kind, ReturnGateway, Gateway, Reasons.Count == 0 ? Reasons : Reasons.Select(reason => reason.Mirrored).ToArray());
}
