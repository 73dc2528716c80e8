using System.Collections.Generic;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The virtual machines that reads in this runspace have come across.</summary>
public sealed class VMCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames() => RunspaceConnections.Current.Names.Machines;
}
