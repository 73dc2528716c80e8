namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Which privileges the user of a session has on objects.</summary>
internal sealed class HasPrivilegeOnEntities : Request<EntityPrivilege[]>
{
    public ManagedObjectReference[]? Entity { get; set; }

    /// <summary>The session's key, which is not its cookie.</summary>
    public string? SessionId { get; set; }

    public string[]? PrivId { get; set; }
}
