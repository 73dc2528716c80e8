using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>Whether a virtual machine's network is there as well where the machine is to go, and by what.</summary>
/// <param name="Network">The network.</param>
/// <param name="Vlan">The VLAN that it has where the machine is.</param>
/// <param name="By">
/// By what: "SameLeaves", "Overlay", "Stretched", "GuestRouting" or "Nat"; null where nothing says that it reaches the other end.
/// </param>
/// <param name="Rule">The rule that says why it does not; null where it does.</param>
/// <param name="Text">
/// What is there, where it does not reach the other end; what a migration has to mind, where it reaches only some hosts there, or by
/// another port group of the same name; else null.
/// </param>
public sealed record NetworkPath(VirtualMachineNetwork Network, Vlan Vlan, string? By, RuleInfo? Rule, string? Text);
