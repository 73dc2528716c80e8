using System.Collections.Generic;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>What is to be done to the hosts of a server, after all checks that only read.</summary>
public sealed class PreparedChange
{
    internal PreparedChange(FabricIndex index, HostReader? reader, IReadOnlyList<HostChangePlan> hosts)
    {
        Index = index;
        Reader = reader;
        Hosts = hosts;
    }

    /// <summary>All that was read, by the plan.</summary>
    public FabricIndex Index { get; }

    /// <summary>Every host of the server, by rack and name, whether or not anything is to be done to it.</summary>
    public IReadOnlyList<HostChangePlan> Hosts { get; }

    /// <summary>Reads the hosts afresh; null where they are those of a snapshot, which nobody can change.</summary>
    internal HostReader? Reader { get; }
}
