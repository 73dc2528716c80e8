namespace RoutedVMotion.Simulator.Fabric;

/// <summary>What a fault is a fault of.</summary>
internal enum FaultScope
{
    /// <summary>Of a host, or of the ports that it is cabled to.</summary>
    Host,

    /// <summary>Of the leaves of a rack.</summary>
    Rack,

    /// <summary>Of the way between two racks.</summary>
    RackPair,
}
