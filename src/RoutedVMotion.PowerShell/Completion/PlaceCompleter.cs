using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The racks, clusters and hosts that reads in this runspace have come across.</summary>
public sealed class PlaceCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames()
    {
        KnownNames names = RunspaceConnections.Current.Names;
        return names.Racks.Concat(names.Clusters).Concat(names.Hosts);
    }
}
