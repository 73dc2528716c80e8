using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>One vMotion adapter that every host of the rack has; two of them are multi-NIC vMotion.</summary>
public sealed record RackAdapter
{
    /// <summary>Names of port groups, alternatives: the one that is on the host's own switch counts.</summary>
    public IReadOnlyList<string> PortGroups { get; init; } = Array.Empty<string>();

    /// <summary>The IPv4 addresses to hand out.</summary>
    public AddressPool? Pool { get; init; }

    /// <summary>The IPv6 addresses to hand out.</summary>
    public AddressPool? Pool6 { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourcePosition Position { get; init; }
}
