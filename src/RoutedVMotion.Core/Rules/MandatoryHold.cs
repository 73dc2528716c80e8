using System.Collections.Generic;

namespace RoutedVMotion.Core.Rules;

/// <summary>What DRS rules that must hold leave a virtual machine of its cluster.</summary>
/// <param name="Hosts">The hosts that it may run on.</param>
/// <param name="Rule">The rule's name, or several, separated by commas.</param>
internal sealed record MandatoryHold(HashSet<HostContext> Hosts, string Rule);
