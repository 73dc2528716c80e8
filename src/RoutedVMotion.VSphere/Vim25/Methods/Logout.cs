namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Ends the session.</summary>
internal sealed class Logout : Request<object>;
