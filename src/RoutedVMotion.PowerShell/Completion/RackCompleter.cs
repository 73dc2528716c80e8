using System.Collections.Generic;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The racks of the plans that this runspace has read or inferred.</summary>
public sealed class RackCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames() => RunspaceConnections.Current.Names.Racks;
}
