namespace RoutedVMotion.PowerShell.Simulation;

/// <summary>A fault that a simulator has put on a host, as a row.</summary>
public sealed class SimulatorFaultPlacement
{
    internal SimulatorFaultPlacement(string fault, string vmHost)
    {
        Fault = fault;
        VMHost = vmHost;
    }

    /// <summary>The fault's name, for example MissingGateway.</summary>
    public string Fault { get; }

    /// <summary>The host that has it.</summary>
    public string VMHost { get; }

    /// <summary>For example "MissingGateway on esx-0102.example.com".</summary>
    public override string ToString() => $"{Fault} on {VMHost}";
}
