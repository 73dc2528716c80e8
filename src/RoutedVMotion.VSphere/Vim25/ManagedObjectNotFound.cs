namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The object is gone, or never was.</summary>
internal sealed class ManagedObjectNotFound : MethodFault
{
    public ManagedObjectReference? Obj { get; set; }
}
