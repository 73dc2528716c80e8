namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Which privileges somebody has on an object.</summary>
internal sealed class EntityPrivilege : DynamicData
{
    public ManagedObjectReference? Entity { get; set; }

    public PrivilegeAvailability[]? PrivAvailability { get; set; }
}
