using System;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>Which server told something, and when. No user and no address of a client: a snapshot is sent to others.</summary>
public sealed record ServerIdentity
{
    /// <summary>The name that it was connected by, with the port where that is not 443; hosts bear it as Server.</summary>
    public required string Name { get; init; }

    /// <summary>Identifies a vCenter, whatever name it is reached by; null where the server has none.</summary>
    public string? InstanceUuid { get; init; }

    /// <summary>What the server calls itself, with version and build.</summary>
    public string? Product { get; init; }

    /// <summary>The product's version.</summary>
    public string? Version { get; init; }

    /// <summary>The product's build.</summary>
    public string? Build { get; init; }

    /// <summary>The API version that was agreed on.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>When its inventory was read, UTC, to the millisecond.</summary>
    public DateTime Taken { get; init; }
}
