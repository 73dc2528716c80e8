namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>
/// A method of the API: the class has the method's name, its properties are the arguments in the schema's order.
/// Adding a method is adding a class.
/// </summary>
internal abstract class Request : DynamicData
{
    /// <summary>The object that the method is called on.</summary>
    [WireName("_this")]
    public ManagedObjectReference? This { get; set; }
}
