namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Has vCenter read the host's network again.</summary>
internal sealed class RefreshNetworkSystem : Request<object>;
