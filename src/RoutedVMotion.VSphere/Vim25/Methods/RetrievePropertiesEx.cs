namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Reads properties, by the page.</summary>
internal sealed class RetrievePropertiesEx : Request<RetrieveResult>
{
    public PropertyFilterSpec[]? SpecSet { get; set; }

    public RetrieveOptions? Options { get; set; }
}
