using System.Collections.Generic;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The TCP/IP stacks that reads in this runspace have come across.</summary>
public sealed class NetstackCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames() => RunspaceConnections.Current.Names.Stacks;
}
