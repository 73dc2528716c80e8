namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Where a server's managers are.</summary>
internal sealed class ServiceContent : DynamicData
{
    public ManagedObjectReference? RootFolder { get; set; }

    public ManagedObjectReference? PropertyCollector { get; set; }

    public ManagedObjectReference? ViewManager { get; set; }

    public AboutInfo? About { get; set; }

    public ManagedObjectReference? SessionManager { get; set; }

    public ManagedObjectReference? AuthorizationManager { get; set; }

    /// <summary>An ESXi host has none: it migrates nothing.</summary>
    public ManagedObjectReference? VmProvisioningChecker { get; set; }

    /// <summary>An ESXi host has none.</summary>
    public ManagedObjectReference? HostProfileManager { get; set; }
}
