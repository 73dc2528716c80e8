using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Rules;

/// <summary>The hosts of a cluster that stand behind the same leaves, so that a VLAN of one is a VLAN of all.</summary>
public sealed class PlaceContext
{
    internal PlaceContext(int id, IReadOnlyList<HostContext> hosts)
    {
        Id = id;
        Hosts = hosts;
        Racks = hosts.Select(host => host.Rack!.Name).Distinct().ToArray();
    }

    /// <summary>Which place it is; see <see cref="RackContext.Place"/>.</summary>
    public int Id { get; }

    internal int Number { get; set; } = -1;

    /// <summary>The hosts.</summary>
    public IReadOnlyList<HostContext> Hosts { get; }

    /// <summary>The names of the racks there.</summary>
    public IReadOnlyList<string> Racks { get; }
}
