using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A network that is absent from racks of its cluster.</summary>
public sealed class VMNetworkNotInEveryRack : VirtualMachineRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(VMNetworkNotInEveryRack),
        Severity = Severity.Warning,
        Scope = RuleScope.VirtualMachine,
        Title = "The VM's network does not exist in every rack of its cluster",
        Why = "The VM cannot move to those racks: DRS leaves it where it is, and HA has fewer hosts for it than the cluster shows.",
        Action = "Make the port group available on the hosts there, or hold the VM in its rack with a rule that must hold.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(VirtualMachineContext machine)
    {
        foreach (NetworkReachability reach in machine.Networks)
        {
            if (reach.MissingIn.Count == 0) continue;
            yield return Report(machine, reach, "in every rack of the cluster", $"on no host of the cluster in {Words.List(reach.MissingIn)}");
        }
    }
}
