namespace RoutedVMotion.Core.Paths;

/// <summary>Whether vMotion gets from one host to another and back, by configuration. The better come first.</summary>
public enum PathKind
{
    /// <summary>Both ends are in one segment.</summary>
    Switched,

    /// <summary>Through gateways, at least one way.</summary>
    Routed,

    /// <summary>
    /// Configuration does not tell: a host could not be read or is in no rack, or both ends are in a segment that the plan does not
    /// know.
    /// </summary>
    Unknown,

    /// <summary>Not, in at least one of the two directions.</summary>
    Blocked,
}
