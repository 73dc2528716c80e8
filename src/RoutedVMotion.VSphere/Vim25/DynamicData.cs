namespace RoutedVMotion.VSphere.Vim25;

/// <summary>
/// A data object of the vSphere API. What derives from it carries VMware's own names, has a property for each element that is
/// used here, in the schema's order, and nothing else: the serializer finds it by its name. Enumerations are strings: a newer
/// server has values that we do not know. Null means absent.
/// </summary>
public abstract class DynamicData
{
    private protected DynamicData()
    {
    }
}
