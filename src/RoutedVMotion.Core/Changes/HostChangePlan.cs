using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>What is to be done to one host: an ordered list of changes in two parts, or the reasons for doing nothing.</summary>
public sealed record HostChangePlan
{
    /// <summary>The host as it was read.</summary>
    public required EsxHost Host { get; init; }

    /// <summary>The part of it that changes touch, before the first of them.</summary>
    public required HostNetworking Before { get; init; }

    /// <summary>The name of its rack; null where it has none.</summary>
    public string? Rack { get; init; }

    /// <summary>What makes the host ready; then it is proven.</summary>
    public IReadOnlyList<Change> Prepare { get; init; } = Array.Empty<Change>();

    /// <summary>What takes the old away, once the whole cluster is proven.</summary>
    public IReadOnlyList<Change> Finish { get; init; } = Array.Empty<Change>();

    /// <summary>Why nothing is done although something would be to do. Empty for a host that is, or can be made, as planned.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = Array.Empty<Refusal>();

    /// <summary>What a person should know before the change, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();

    /// <summary>All changes in order.</summary>
    public IReadOnlyList<Change> Changes => Prepare.Concat(Finish).ToArray();

    /// <summary>Nothing is to be done.</summary>
    public bool IsCompliant => Refusals.Count == 0 && Prepare.Count == 0 && Finish.Count == 0;

    /// <summary>Something is to be done, and will be.</summary>
    public bool WillChange => Refusals.Count == 0 && (Prepare.Count > 0 || Finish.Count > 0);

    /// <summary>The change puts a first adapter on the vmotion stack, takes the last one off, or leaves the host without any for a moment.</summary>
    public bool HasWindow => WillChange && (Prepare.Any(change => change.Kind == ChangeKind.RemoveAdapter)
        || HostsVMotionStack(Before) != HostsVMotionStack(Changes.Aggregate(Before, (host, change) => host.Apply(change))));

    private static bool HostsVMotionStack(HostNetworking host) => host.UsesVMotionStack;
}
