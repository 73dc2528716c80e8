namespace RoutedVMotion.Core.Inventory;

/// <summary>The keys of ESXi's TCP/IP stacks (HostNetStackInstance.key). Others exist: NSX brings "vxlan" and "hyperbus".</summary>
public static class NetstackKeys
{
    /// <summary>The stack of the management network, and of all that has no stack of its own.</summary>
    public const string Default = "defaultTcpipStack";

    /// <summary>The dedicated vMotion stack, ESXi 6.0 and later.</summary>
    public const string VMotion = "vmotion";

    /// <summary>The stack of cold migration, cloning and snapshots (NFC).</summary>
    public const string Provisioning = "vSphereProvisioning";
}
