using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Changes.Proving;

/// <summary>
/// What pings say of a host that has been changed. Two things take it back: its own gateway is silent both ways (no answer to
/// pings, not in the neighbour table), or a host of another rack answers others of its rack and not it. Whatever else fails is a
/// warning about the fabric and not about the host (design 8).
/// </summary>
public static class ProofJudge
{
    /// <summary>What <see cref="ProofPlanner.Silence"/> has found: the address is free in the inventory; what is no host may have it all the same.</summary>
    /// <returns>Why the host must not get it; null where nobody answers.</returns>
    public static Refusal? FindAnswerer(IEnumerable<ProbeObservation> observations)
    {
        ProbeObservation? taken = observations.FirstOrDefault(seen => seen.Answered || seen.IsInNeighborTable);
        return taken is null
            ? null
            : new Refusal(
                RefusalReason.AddressAnswers,
                $"{taken.Ping.Destination} is free in the inventory, and somebody answers there.",
                "Find out who has it, or take it out of the pool.");
    }

    /// <summary>Judges one host.</summary>
    /// <param name="fabric">The fabric as it was when the pings were planned.</param>
    /// <param name="subject">The host.</param>
    /// <param name="observations">What came of all pings, of this host and of others.</param>
    public static ProofVerdict Judge(FabricIndex fabric, HostContext subject, IReadOnlyCollection<ProbeObservation> observations)
    {
        ProbeObservation[] own = observations.Where(seen => seen.Ping.HostId == subject.Host.Id && seen.Ping.Server == subject.Host.Server).ToArray();
        var warnings = new List<string>();
        if (own.FirstOrDefault(seen => !seen.Asked) is ProbeObservation unasked)
        {
            warnings.Add($"The host could not be made to ping: {unasked.Error}");
            return new ProofVerdict { Warnings = warnings };
        }

        foreach (ProbeObservation gateway in own.Where(seen => seen.Ping.Kind == ProbeKind.Gateway && !seen.Answered))
        {
            bool reachesOthers = own.Any(seen => seen.Ping.Kind == ProbeKind.Peer && seen.Answered && seen.Ping.Device == gateway.Ping.Device
                && seen.Ping.Destination.Family == gateway.Ping.Destination.Family);
            if (gateway.IsInNeighborTable || reachesOthers) continue;
            return new ProofVerdict
            {
                TakeBack = $"Its gateway {gateway.Ping.Destination} is silent: no answer to {Words.Count(gateway.Sent, "ping")} from {gateway.Ping.Device}"
                    + $", and no entry in the neighbour table{(gateway.Error is null ? string.Empty : " (" + gateway.Error + ")")}.",
            };
        }

        var passed = new HashSet<(string Device, AddressFamily Family, RackContext? Rack)>();
        foreach (var path in own.Where(seen => seen.Ping.Kind == ProbeKind.Peer).GroupBy(seen => (seen.Ping.Device, seen.Ping.Destination)))
        {
            int wanted = path.Max(seen => seen.Ping.Mtu);
            if (path.Any(seen => seen.Answered && seen.Ping.DontFragment && seen.Ping.Mtu == wanted))
            {
                passed.Add((path.Key.Device, path.Key.Destination.Family, RackOfPeer(fabric, path.First())));
                continue;
            }

            string peer = NameOf(fabric, path.First());
            string what = path.Any(seen => seen.Answered)
                ? $"answers at most {Passed(path)} bytes of the {Number(wanted)} that the path should carry"
                : $"does not answer ({path.Key.Destination})";
            ProbeObservation? luckier = observations.FirstOrDefault(seen => seen.Ping.HostId != subject.Host.Id && seen.Ping.Destination == path.Key.Destination
                && seen.Answered && seen.Ping.DontFragment && seen.Ping.Mtu >= wanted && ProofPlanner.RackOf(fabric, seen) == subject.Rack);
            if (luckier is not null)
                return new ProofVerdict { TakeBack = $"{peer} {what}, and answers {NameOfAsker(fabric, luckier)} of the same rack." };
            warnings.Add($"{peer} {what}. Nobody of {subject.Rack?.Name} is known to reach it: look at that host, and at the fabric between the racks.");
        }

        bool isIsland = subject.Rack?.Plan is { } plan && Words.Families.All(family => plan.VMotion.GetGateway(family) is null);
        ProbeObservation[] peers = own.Where(seen => seen.Ping.Kind == ProbeKind.Peer).ToArray();
        // One host that answers speaks for its rack: another that does not has a trouble of its own.
        bool isProven = peers.All(seen => passed.Contains((seen.Ping.Device, seen.Ping.Destination.Family, RackOfPeer(fabric, seen))));
        if (peers.Length == 0)
        {
            warnings.Add(isIsland
                ? "No other host of its rack is there to answer yet."
                : "No host of another rack is there to answer yet; its gateway does.");
            isProven = false;
        }

        foreach (AddressFamily family in Words.Families)
        {
            // Each family that the rack routes has to be shown.
            if (subject.Rack?.Plan?.VMotion.GetGateway(family) is null || peers.Length == 0) continue;
            if (peers.All(seen => seen.Ping.Destination.Family != family))
            {
                warnings.Add($"No host of another rack is there to answer over {family} yet.");
                isProven = false;
            }
        }

        return new ProofVerdict
        {
            IsProven = isProven,
            IsSilent = own.Length > 0 && own.All(seen => !seen.Answered && !seen.IsInNeighborTable),
            Warnings = warnings,
        };
    }

    private static string Passed(IEnumerable<ProbeObservation> path)
    {
        int[] passed = path.Where(seen => seen.Answered && seen.Ping.DontFragment).Select(seen => seen.Ping.Mtu).ToArray();
        return passed.Length == 0 ? "fragments" : Number(passed.Max());
    }

    private static string NameOf(FabricIndex fabric, ProbeObservation seen) =>
        seen.Ping is { PeerServer: string server, PeerHostId: string id } && fabric.FindHost(server, id) is HostContext host
            ? $"{host.Host.Name} ({host.Rack?.Name})"
            : seen.Ping.Destination.ToString();

    private static RackContext? RackOfPeer(FabricIndex fabric, ProbeObservation seen) =>
        seen.Ping is { PeerServer: string server, PeerHostId: string id } ? fabric.FindHost(server, id)?.Rack : null;

    private static string NameOfAsker(FabricIndex fabric, ProbeObservation seen) =>
        fabric.FindHost(seen.Ping.Server, seen.Ping.HostId)?.Host.Name ?? seen.Ping.HostId;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
