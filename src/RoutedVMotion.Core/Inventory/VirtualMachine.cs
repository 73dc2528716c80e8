using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A virtual machine: where it runs and which networks it is on.</summary>
public sealed record VirtualMachine
{
    /// <summary>The server that told it.</summary>
    public required string Server { get; init; }

    /// <summary>The managed object id, for example vm-42.</summary>
    public required string Id { get; init; }

    /// <summary>The name, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>The host that it is on.</summary>
    public string? HostId { get; init; }

    /// <summary>It is a template, which does not migrate.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>It is one of vCenter's own agents (vCLS), which has no network and is bound to its cluster.</summary>
    public bool IsClusterAgent { get; init; }

    /// <summary>The managed object ids of its networks; see <see cref="VirtualMachineNetwork.Id"/>.</summary>
    public IReadOnlyList<string> NetworkIds { get; init; } = Array.Empty<string>();
}
