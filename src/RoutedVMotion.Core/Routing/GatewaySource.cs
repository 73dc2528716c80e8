namespace RoutedVMotion.Core.Routing;

/// <summary>Where a next hop comes from.</summary>
public enum GatewaySource
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The destination lies in the adapter's own subnet; no gateway is needed.</summary>
    OnLink,

    /// <summary>The adapter's own override (ipRouteSpec).</summary>
    Override,

    /// <summary>A static route of the stack.</summary>
    StaticRoute,

    /// <summary>The stack's default gateway.</summary>
    Stack,
}
