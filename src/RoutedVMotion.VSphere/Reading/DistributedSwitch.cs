using System.Collections.Generic;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>A distributed switch, as far as its port groups need it.</summary>
internal sealed class DistributedSwitch
{
    public required string Name { get; init; }

    /// <summary>MTU in bytes.</summary>
    public int? MaxMtu { get; init; }

    /// <summary>What port groups have that do not say otherwise.</summary>
    public VMwareDVSPortSetting? DefaultPortConfig { get; init; }

    /// <summary>Private VLANs: primary id by secondary id.</summary>
    public required IReadOnlyDictionary<int, int> PrimaryVlans { get; init; }

    /// <summary>Names of link aggregation groups by key.</summary>
    public required IReadOnlyDictionary<string, string> LagNames { get; init; }
}
