namespace RoutedVMotion.PowerShell.Paths;

/// <summary>What a user means by an end of a path.</summary>
internal enum PlaceKind
{
    /// <summary>Whatever has the name: racks, else clusters, else hosts.</summary>
    Any,

    /// <summary>A rack.</summary>
    Rack,

    /// <summary>A cluster.</summary>
    Cluster,

    /// <summary>A host.</summary>
    VMHost,
}
