using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A rack: its hosts, its leaves, and the subnets that end at them.</summary>
internal sealed class Rack
{
    public Rack(int number, string name)
    {
        Number = number;
        Name = name;
        AddressPlan = new AddressPlan(number);
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    /// <summary>For example rack-01.</summary>
    public string Name { get; }

    public AddressPlan AddressPlan { get; }

    /// <summary>Its vMotion segments: one, unless two clusters share the rack.</summary>
    public List<VMotionSegment> Segments { get; } = new();

    public List<Host> Hosts { get; } = new();

    /// <summary>The pair of leaves.</summary>
    public LeafGroup Leaves { get; set; } = null!;

    /// <summary>The out-of-band switch.</summary>
    public LeafGroup OutOfBand { get; set; } = null!;
}
