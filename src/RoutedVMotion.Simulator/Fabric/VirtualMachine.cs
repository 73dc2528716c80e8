using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A virtual machine, as far as its networks matter.</summary>
internal sealed class VirtualMachine
{
    public VirtualMachine(string name, int number, Host host)
    {
        Name = name;
        Number = number;
        Host = host;
    }

    public string Name { get; }

    /// <summary>Its managed object id, where it is a twin's; null to be given one.</summary>
    public string? Id { get; init; }

    /// <summary>Throughout the fabric, from 1.</summary>
    public int Number { get; }

    public Host Host { get; set; }

    public bool IsPoweredOn { get; set; } = true;

    public bool IsTemplate { get; set; }

    /// <summary>It is one of vCenter's own agents (vCLS), which has no network.</summary>
    public bool IsClusterAgent { get; init; }

    /// <summary>The user lacks Resource.HotMigrate on it.</summary>
    public bool IsMigrateDenied { get; set; }

    /// <summary>The user has no rights on its resource pool.</summary>
    public bool IsPoolHidden { get; set; }

    /// <summary>What its network adapters are connected to, one each.</summary>
    public List<NetworkConnection> Connections { get; } = new();
}
