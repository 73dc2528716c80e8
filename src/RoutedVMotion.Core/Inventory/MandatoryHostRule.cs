using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A DRS rule "must run on hosts in group": these VMs, these hosts.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="VirtualMachineIds">Managed object ids of the VMs in its VM group.</param>
/// <param name="HostIds">Managed object ids of the hosts that the VMs may run on.</param>
public sealed record MandatoryHostRule(string Name, IReadOnlyList<string> VirtualMachineIds, IReadOnlyList<string> HostIds);
