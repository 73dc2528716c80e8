namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A physical switch that introduces itself to the hosts at its ports.</summary>
internal abstract class PhysicalSwitch
{
    protected PhysicalSwitch(string name, string mac, string managementAddress)
    {
        Name = name;
        Mac = mac;
        ManagementAddress = managementAddress;
    }

    /// <summary>For example leaf-01a.</summary>
    public string Name { get; }

    /// <summary>Its chassis's MAC address.</summary>
    public string Mac { get; }

    /// <summary>Where it is managed.</summary>
    public string ManagementAddress { get; }

    /// <summary>Where it stands, as CDP tells it.</summary>
    public abstract string Location { get; }
}
