namespace RoutedVMotion.PowerShell.Simulation;

/// <summary>A fault that a simulator has put on a host, or on the network of a rack or between two racks, as a row.</summary>
public sealed class SimulatorFaultPlacement
{
    internal SimulatorFaultPlacement(string fault, string rack, string? vmHost)
    {
        Fault = fault;
        Rack = rack;
        VMHost = vmHost;
    }

    /// <summary>The fault's name, for example MissingGateway.</summary>
    public string Fault { get; }

    /// <summary>The rack of the host, the rack whose leaves have the fault, or two racks: "rack-01, rack-03".</summary>
    public string Rack { get; }

    /// <summary>The host that has it; null for a fault of the network.</summary>
    public string? VMHost { get; }

    /// <summary>For example "MissingGateway on esx-0102.example.com" or "SviDown on rack-03".</summary>
    public override string ToString() => $"{Fault} on {VMHost ?? Rack}";
}
