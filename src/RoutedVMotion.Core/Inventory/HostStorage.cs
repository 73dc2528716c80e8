using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>What storage of a host could hang on a vmkernel adapter without any service selected there (facts 6.8, E).</summary>
public sealed record HostStorage
{
    /// <summary>The servers of its NFS datastores, as they were entered: addresses or names.</summary>
    public IReadOnlyList<string> NasServers { get; init; } = Array.Empty<string>();

    /// <summary>The addresses of its iSCSI targets, as they were entered: addresses or names.</summary>
    public IReadOnlyList<string> IscsiTargets { get; init; } = Array.Empty<string>();

    /// <summary>The vmkernel adapters that are bound to an iSCSI or NVMe adapter.</summary>
    public IReadOnlyList<string> BoundDevices { get; init; } = Array.Empty<string>();

    /// <summary>What could not be read and why, a sentence each; empty when all was.</summary>
    public IReadOnlyList<string> Unread { get; init; } = Array.Empty<string>();
}
