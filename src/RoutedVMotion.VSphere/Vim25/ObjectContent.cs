namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What was read of one object.</summary>
internal sealed class ObjectContent : DynamicData
{
    public ManagedObjectReference? Obj { get; set; }

    public DynamicProperty[]? PropSet { get; set; }

    public MissingProperty[]? MissingSet { get; set; }
}
