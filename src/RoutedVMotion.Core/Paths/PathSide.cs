namespace RoutedVMotion.Core.Paths;

/// <summary>Which end of a path, or what lies between.</summary>
public enum PathSide
{
    /// <summary>Where the virtual machine is.</summary>
    Source,

    /// <summary>Where it is to go.</summary>
    Destination,

    /// <summary>Neither: what lies between them.</summary>
    Between,
}
