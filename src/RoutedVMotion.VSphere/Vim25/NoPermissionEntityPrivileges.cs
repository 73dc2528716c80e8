namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The privileges that are missing on one object.</summary>
internal sealed class NoPermissionEntityPrivileges : DynamicData
{
    public ManagedObjectReference? Entity { get; set; }

    public string[]? PrivilegeIds { get; set; }
}
