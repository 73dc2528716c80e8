namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A privilege is missing.</summary>
internal class NoPermission : MethodFault
{
    public ManagedObjectReference? Object { get; set; }

    /// <summary>Deprecated in 8.0.</summary>
    public string? PrivilegeId { get; set; }

    /// <summary>Since 7.0.3.2.</summary>
    public NoPermissionEntityPrivileges[]? MissingPrivileges { get; set; }
}
