using System.Linq;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Output;

/// <summary>An entry of a plan's vmNetworks as a row.</summary>
public sealed class VMotionPlanNetwork
{
    /// <summary>A row for this entry.</summary>
    public VMotionPlanNetwork(VMNetworkPlan network)
    {
        Match = network.Match;
        Racks = network.Racks is null ? null : string.Join(", ", network.Racks);
        By = PlanProperties.Reaches.First(word => word.Value == network.By).Key;
        Note = network.Note;
    }

    /// <summary>The pattern of the networks' names.</summary>
    public string Match { get; }

    /// <summary>The racks that they reach, comma-separated; null means all.</summary>
    public string? Racks { get; }

    /// <summary>stretched, overlay, guestRouting, nat or local.</summary>
    public string By { get; }

    /// <summary>Whatever should be remembered.</summary>
    public string? Note { get; }

    /// <summary>For example "app-* by stretched".</summary>
    public override string ToString() => $"{Match} by {By}";
}
