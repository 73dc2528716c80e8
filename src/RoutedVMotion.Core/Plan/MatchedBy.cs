namespace RoutedVMotion.Core.Plan;

/// <summary>What puts a host into a rack; the earlier goes before the later.</summary>
public enum MatchedBy
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>Its exact name.</summary>
    ExactName,

    /// <summary>A wildcard for its name.</summary>
    Wildcard,

    /// <summary>Its cluster.</summary>
    Cluster,

    /// <summary>The leaves behind its vMotion uplinks, for a rack that names neither hosts nor clusters.</summary>
    Neighbor,

    /// <summary>The subnet of its vMotion adapter, for a rack that names neither hosts nor clusters.</summary>
    Subnet,
}
