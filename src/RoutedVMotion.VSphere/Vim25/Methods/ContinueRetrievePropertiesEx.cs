namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>The next page.</summary>
internal sealed class ContinueRetrievePropertiesEx : Request<RetrieveResult>
{
    public string? Token { get; set; }
}
