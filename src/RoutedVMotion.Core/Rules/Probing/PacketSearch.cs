using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>
/// Looks for the largest packet that passes unfragmented, where the full size is lost and something smaller is answered. Sizes in here are
/// those of whole IP packets, headers included, as an MTU is. One path of each rack looks: at the usual limits, then at the middle of what
/// lies between the largest size that was answered and the smallest that was lost. What it finds the others only have to try, since most
/// paths of a fabric have their limit in common; one that has another looks for itself. Each direction is asked for itself: an answer is as
/// large as its question, but routers may break it up on its way back. Pure: somebody else pings.
/// </summary>
internal sealed class PacketSearch
{
    /// <summary>What VXLAN takes of a packet, in bytes.</summary>
    private const int TunnelHeader = 50;

    /// <summary>Halving takes some 13; one that has not come to an end by then never will.</summary>
    private const int MostPings = 32;

    private readonly ProbePing _full;
    private readonly ProbeObservation[] _unfragmented;
    private readonly int _pings;
    private readonly bool _isSearchable;

    private PacketSearch(IEnumerable<ProbeObservation> path)
    {
        ProbeObservation[] seen = path.ToArray();
        _full = seen.Select(one => one.Ping).Where(ping => !ping.IsSearch).OrderByDescending(ping => ping.Size).FirstOrDefault() ?? seen[0].Ping;
        _unfragmented = seen.Where(one => one.Ping.DontFragment).ToArray();
        _pings = seen.Count(one => one.Ping.IsSearch);
        Passed = _unfragmented.Where(one => one.Answered).Select(one => one.Ping.Mtu).DefaultIfEmpty(0).Max();
        // A size that was lost and is smaller than one that was answered was lost by chance.
        Lost = _unfragmented.Where(one => !one.Answered && one.Ping.Mtu > Passed).Select(one => one.Ping.Mtu).DefaultIfEmpty(0).Min();
        _isSearchable = _pings < MostPings && Lost > Smallest && Passed < _full.Mtu && Array.TrueForAll(seen, one => one.Asked) && seen.Any(one => one.Answered);
    }

    /// <summary>The largest size that was answered, 0 if none was.</summary>
    private int Passed { get; }

    /// <summary>The smallest size above it that was lost.</summary>
    private int Lost { get; }

    private int Smallest => ProbePlanner.SmallSize + ProbePing.HeaderOf(_full.Destination.Family);

    private bool IsFound => Lost - Passed == 1;

    // Two packets are lost by chance more often than four.
    private bool IsSure => IsFound && _unfragmented.Where(seen => seen.Ping.Mtu == Lost).Sum(seen => seen.Ping.Count) > 2;

    /// <summary>The pings of the next round. Empty when nothing is left to look for.</summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="observations">What came of all rounds so far, the ordinary ones having ended.</param>
    public static IReadOnlyList<ProbePing> Next(FabricIndex fabric, IEnumerable<ProbeObservation> observations)
    {
        PacketSearch[] all = observations
            .Where(seen => seen.Ping.Kind == ProbeKind.Peer)
            .GroupBy(seen => seen.Ping.Path)
            .OrderBy(path => path.Key.Server, StringComparer.Ordinal)
            .ThenBy(path => path.Key.HostId, StringComparer.Ordinal)
            .ThenBy(path => path.Key.Device, StringComparer.Ordinal)
            .ThenBy(path => path.Key.Destination)
            .Select(path => new PacketSearch(path))
            .Where(path => path._isSearchable)
            .ToArray();
        var limits = new HashSet<int>(all.Where(path => path.IsSure).Select(path => path.Passed));
        var next = new List<ProbePing>();
        foreach (var rack in all.Where(path => !path.IsFound || !limits.Contains(path.Passed)).GroupBy(path => fabric.FindHost(path._full.Server, path._full.HostId)?.Rack))
        {
            PacketSearch? leader = null;
            foreach (PacketSearch path in rack)
            {
                int[] guesses = path.Between(limits.SelectMany(limit => new[] { limit, limit + 1 }));
                next.AddRange(guesses.Select(path.Ping));
                if (guesses.Length == 0) leader ??= path;
            }

            if (leader is not null) next.AddRange(leader.Steps().Select(leader.Ping));
        }

        return next;
    }

    private int[] Steps()
    {
        if (IsFound) return [Lost];
        if (Passed == 0) return [Smallest];
        if (_pings > 0) return [(Passed + Lost) / 2];
        int tunnel = _full.Mtu - TunnelHeader;
        int[] usual = Between([Passed + 1, tunnel, tunnel + 1]);
        return usual.Length > 0 ? usual : [(Passed + Lost) / 2];
    }

    private int[] Between(IEnumerable<int> sizes) => sizes.Where(size => size > Passed && size < Lost).Distinct().ToArray();

    // Two, so that one that is lost by chance is not taken for one that is too large; and nobody has to be woken any more.
    private ProbePing Ping(int mtu) => _full with { Size = mtu - ProbePing.HeaderOf(_full.Destination.Family), IsSearch = true, WarmUp = 0, Count = 2 };
}
