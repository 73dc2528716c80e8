namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Makes a list of all objects of some types below a container; it lives as long as the session.</summary>
internal sealed class CreateContainerView : Request<ManagedObjectReference>
{
    public ManagedObjectReference? Container { get; set; }

    public string[]? Type { get; set; }

    public bool? Recursive { get; set; }
}
