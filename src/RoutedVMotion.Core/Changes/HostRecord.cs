using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Changes;

/// <summary>What a journal or an approved change set knows of a host: enough to take it back.</summary>
public sealed record HostRecord
{
    /// <summary>The host's name.</summary>
    public required string Name { get; init; }

    /// <summary>The host's managed object id, for example host-14.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster; null for a host that is in none.</summary>
    public string? Cluster { get; init; }

    /// <summary>The cluster's managed object id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The rack that it was changed for.</summary>
    public string? Rack { get; init; }

    /// <summary>The part of it that changes touch, before the first of them.</summary>
    public required HostNetworking Before { get; init; }

    /// <summary>Every change that was made or tried, or may have been, there and back, in order.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = Array.Empty<Change>();
}
