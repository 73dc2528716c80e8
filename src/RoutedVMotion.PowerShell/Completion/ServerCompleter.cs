using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The servers that this runspace has connected.</summary>
public sealed class ServerCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames() => RunspaceConnections.Current.Servers.Select(server => server.Name);
}
