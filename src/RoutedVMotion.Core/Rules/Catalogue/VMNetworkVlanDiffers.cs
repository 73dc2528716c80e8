using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>One port group name, two networks.</summary>
public sealed class VMNetworkVlanDiffers : VirtualMachineRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(VMNetworkVlanDiffers),
        Severity = Severity.Error,
        Scope = RuleScope.VirtualMachine,
        Title = "The VM's standard port group has another VLAN in another rack",
        Why = "Port groups of standard switches match by name only: the VM moves without a complaint and is then in another network.",
        Action = "Use the same VLAN on all hosts, or declare in vmNetworks how the network reaches the other rack.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(VirtualMachineContext machine)
    {
        foreach (NetworkReachability reach in machine.Networks)
        {
            if (reach.OtherVlanIn.Count == 0) continue;
            yield return Report(machine, reach, $"VLAN {reach.Vlan} in every rack", Words.List(reach.OtherVlanIn));
        }
    }
}
