using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Changes.Proving;

/// <summary>What pings say of a host that has been changed.</summary>
public sealed record ProofVerdict
{
    /// <summary>Its gateway is there and hosts of other racks answer it at the full MTU.</summary>
    public bool IsProven { get; init; }

    /// <summary>It is the host itself that does not work: it has to be taken back. The sentence says why; null otherwise.</summary>
    public string? TakeBack { get; init; }

    /// <summary>It was asked of somebody, and nobody answered in any way: no gateway, no host of its own or of another rack.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Why it is not proven, or what is wrong with the fabric between racks, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = Array.Empty<string>();
}
