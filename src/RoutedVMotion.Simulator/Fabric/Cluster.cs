using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A cluster; it may span racks.</summary>
internal sealed class Cluster
{
    public Cluster(Datacenter datacenter, string name)
    {
        Datacenter = datacenter;
        Name = name;
    }

    public Datacenter Datacenter { get; }

    public string Name { get; }

    /// <summary>Its managed object id, where it is a twin's; null to be given one.</summary>
    public string? Id { get; init; }

    public bool IsDrsEnabled { get; init; } = true;

    public List<Host> Hosts { get; } = new();

    public List<VMHostRule> Rules { get; } = new();

    /// <summary>vCenter manages the configuration of its hosts as a whole.</summary>
    public bool IsManagedAsWhole { get; set; }

    /// <summary>The automation level of DRS (DrsBehavior).</summary>
    public string DrsLevel { get; set; } = "fullyAutomated";

    /// <summary>Virtual machines with a level of their own.</summary>
    public Dictionary<VirtualMachine, string> DrsOverrides { get; } = new();

    /// <summary>The user lacks Host.Inventory.EditCluster on it.</summary>
    public bool IsEditDenied { get; set; }

    /// <summary>The distributed switch of its hosts.</summary>
    public DistributedSwitch Switch { get; set; } = null!;
}
