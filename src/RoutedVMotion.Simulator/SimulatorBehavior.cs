using System;

namespace RoutedVMotion.Simulator;

/// <summary>What no public evidence says of vCenter and ESXi, or what differs: a client has to work with either answer.</summary>
public sealed record SimulatorBehavior
{
    /// <summary>A stack's gateway can be cleared while an adapter uses the stack (facts 6.5: on some hosts it cannot).</summary>
    public bool UsedStackClearsGateway { get; init; }

    /// <summary>A stack loses its gateway with its last adapter.</summary>
    public bool UnusedStackForgetsGateway { get; init; } = true;

    /// <summary>A new adapter takes IPv6 addresses from router advertisements unless the request says otherwise.</summary>
    public bool NewAdapterAutoconfiguresIPv6 { get; init; }

    /// <summary>How long vCenter goes on telling the configuration from before a change, unless it is told to refresh.</summary>
    public TimeSpan WriteLag { get; init; }

    /// <summary>How long each change takes.</summary>
    public TimeSpan WriteTime { get; init; }

    /// <summary>How long a migration takes, and until one that the network does not carry is given up.</summary>
    public TimeSpan MigrationTime { get; init; } = TimeSpan.FromSeconds(2);
}
