namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>No further page is wanted.</summary>
internal sealed class CancelRetrievePropertiesEx : Request<object>
{
    public string? Token { get; set; }
}
