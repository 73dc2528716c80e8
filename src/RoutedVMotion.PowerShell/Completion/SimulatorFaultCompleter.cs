using System.Collections.Generic;

using RoutedVMotion.PowerShell.Simulation;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The faults that the simulator knows.</summary>
public sealed class SimulatorFaultCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames() => SimulatorStarter.FaultNames;
}
