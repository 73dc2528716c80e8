using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules;

/// <summary>A rule that judges virtual machines, one network at a time.</summary>
public abstract class VirtualMachineRule : ValidationRule
{
    /// <summary>The findings on one virtual machine.</summary>
    public abstract IEnumerable<Finding> Judge(VirtualMachineContext machine);

    /// <summary>A finding of this rule.</summary>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="reach">Which of its networks, and how far that one reaches.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="severity">How much it matters, where that differs from the rule's own severity.</param>
    protected Finding Report(
        VirtualMachineContext machine, NetworkReachability reach, string expected, string found, Severity? severity = null) => new(Info, severity)
        {
            Server = machine.Machine.Server,
            VMHost = machine.Host.Host.Name,
            VMHostId = machine.Host.Host.Id,
            Cluster = machine.Host.Host.Cluster,
            Rack = machine.Host.Rack?.Plan?.Name,
            VM = machine.Machine.Name,
            Network = reach.Network.Name,
            Expected = expected,
            Found = found,
        };
}
