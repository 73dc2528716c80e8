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

    /// <summary>A virtual machine, where it is. Only paths begin at one.</summary>
    VM,

    /// <summary>The hosts at one end of a row of this cmdlet.</summary>
    Row,
}
