namespace RoutedVMotion.Core.Routing;

/// <summary>How a host is set up for vMotion.</summary>
public enum RoutingKind
{
    /// <summary>It could not be read.</summary>
    Unknown,

    /// <summary>No adapter carries vMotion.</summary>
    None,

    /// <summary>On the default stack, with that stack's gateway: usually no way out of the subnet, or by the management adapter.</summary>
    DefaultStack,

    /// <summary>On the default stack, with a gateway of its own on every vMotion adapter (6.5 and later).</summary>
    DefaultStackOverride,

    /// <summary>On the dedicated vmotion stack.</summary>
    DedicatedStack,
}
