using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>One server's part of a snapshot.</summary>
public sealed record SnapshotServer
{
    /// <summary>Which server, and when.</summary>
    public required ServerIdentity Identity { get; init; }

    /// <summary>Its inventory; every host, cluster, network and virtual machine bears the server's name.</summary>
    public required Fabric Fabric { get; init; }

    /// <summary>What its hosts said when they were made to ping; empty where they were not.</summary>
    public IReadOnlyList<ProbeObservation> Observations { get; init; } = Array.Empty<ProbeObservation>();
}
