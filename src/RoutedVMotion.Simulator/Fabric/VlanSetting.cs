using System;
using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>How a distributed port group tags.</summary>
internal sealed class VlanSetting
{
    private VlanSetting(int? id, int? privateId, IReadOnlyList<(int Start, int End)> trunk)
    {
        Id = id;
        PrivateId = privateId;
        TrunkRanges = trunk;
    }

    /// <summary>One VLAN id, 0 for untagged; null for the other kinds.</summary>
    public int? Id { get; }

    /// <summary>The secondary id of a private VLAN; null for the other kinds.</summary>
    public int? PrivateId { get; }

    /// <summary>A trunk's ranges; empty for the other kinds.</summary>
    public IReadOnlyList<(int Start, int End)> TrunkRanges { get; }

    public static VlanSetting Single(int id) => new(id, null, Array.Empty<(int, int)>());

    public static VlanSetting Private(int secondaryId) => new(null, secondaryId, Array.Empty<(int, int)>());

    public static VlanSetting Trunk(params (int Start, int End)[] ranges) => new(null, null, ranges);
}
