using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Changes;

/// <summary>A host of a change set.</summary>
public sealed record ApprovedHost
{
    /// <summary>The host's name.</summary>
    public required string Name { get; init; }

    /// <summary>The host's managed object id.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>The cluster's managed object id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The rack that it is changed for.</summary>
    public string? Rack { get; init; }

    /// <summary>What it is before.</summary>
    public required HostNetworking Before { get; init; }

    /// <summary>What makes it ready.</summary>
    public required IReadOnlyList<Change> Prepare { get; init; }

    /// <summary>What takes the old away.</summary>
    public required IReadOnlyList<Change> Finish { get; init; }

    /// <summary>The changes in words, for whoever approves them; not read back.</summary>
    public IReadOnlyList<string> Words { get; init; } = Array.Empty<string>();

    /// <summary>What a person should know before the change.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();

    /// <summary>What it takes to take it back.</summary>
    public HostRecord Record => new()
    {
        Name = Name,
        Id = Id,
        Cluster = Cluster,
        ClusterId = ClusterId,
        Rack = Rack,
        Before = Before,
        Changes = Prepare.Concat(Finish).ToArray(),
    };

    /// <summary>The host as it is planned.</summary>
    public static ApprovedHost Of(HostChangePlan plan) => new()
    {
        Name = plan.Host.Name,
        Id = plan.Host.Id,
        Cluster = plan.Host.Cluster,
        ClusterId = plan.Host.ClusterId,
        Rack = plan.Rack,
        Before = plan.Before,
        Prepare = plan.Prepare,
        Finish = plan.Finish,
        Words = plan.Changes.Select(change => change.Words).ToArray(),
        Notes = plan.Notes,
    };
}
