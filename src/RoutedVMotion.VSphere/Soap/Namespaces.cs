namespace RoutedVMotion.VSphere.Soap;

/// <summary>The XML namespaces of the wire.</summary>
internal static class Namespaces
{
    public const string Vim25 = "urn:vim25";
    public const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Schema = "http://www.w3.org/2001/XMLSchema";
    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
}
