using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>A virtual machine that could land in another place of its cluster, and how far its networks reach: what such a rule sees.</summary>
/// <param name="Machine">The virtual machine.</param>
/// <param name="Host">The host that it is on.</param>
/// <param name="Networks">Those of its networks that do not reach everywhere.</param>
public sealed record VirtualMachineContext(VirtualMachine Machine, HostContext Host, IReadOnlyList<NetworkReachability> Networks);
