namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>The server's clock; the cheapest call that keeps a session alive.</summary>
internal sealed class CurrentTime : Request<string>;
