namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Where the managers are. Needs no session.</summary>
internal sealed class RetrieveServiceContent : Request<ServiceContent>;
