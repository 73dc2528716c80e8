namespace RoutedVMotion.Core.Inventory;

/// <summary>The services that can be selected for a vmkernel adapter (HostVirtualNicManager's nicType) and that we name.</summary>
public static class ServiceNames
{
    /// <summary>Migration of running virtual machines.</summary>
    public const string VMotion = "vmotion";

    /// <summary>Management of the host.</summary>
    public const string Management = "management";

    /// <summary>vSAN, configured elsewhere and never by us.</summary>
    public const string Vsan = "vsan";

    /// <summary>Cold migration, cloning and snapshots.</summary>
    public const string Provisioning = "vSphereProvisioning";

    /// <summary>Fault tolerance logging.</summary>
    public const string FaultTolerance = "faultToleranceLogging";
}
