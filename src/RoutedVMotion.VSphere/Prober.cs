using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere;

/// <summary>Makes hosts ping. It knows how; what to ask is <see cref="ProbePlanner"/>'s and what it means <see cref="ProbeJudge"/>'s.</summary>
public sealed class Prober
{
    private readonly VSphereSession _session;
    private readonly EsxCli _esxCli;

    /// <summary>Probes through this session.</summary>
    public Prober(VSphereSession session)
    {
        _session = session;
        _esxCli = new EsxCli(session);
    }

    /// <summary>
    /// Makes the pings: those of a host one after another, in the order given, and on at most <paramref name="throttle"/> hosts
    /// at once. A host that cannot be made to ping is no exception but a <see cref="ProbeObservation.Failure"/>; it is not asked
    /// again, and its other pings get the same failure, so that every ping has its observation. Where a gateway does not answer,
    /// the host's neighbour table is looked into as well.
    /// </summary>
    /// <param name="pings">The pings; all of hosts of this session's server.</param>
    /// <param name="throttle">How many hosts at once, 1 or more.</param>
    /// <param name="onObservation">
    /// Is called for each ping, on a background thread and never concurrently; what it throws ends the probing and comes out here.
    /// </param>
    /// <param name="cancel">Ends it: what a host is doing is not waited for.</param>
    /// <exception cref="ArgumentException">A ping is for a host of another server.</exception>
    /// <exception cref="VSphereException">The server is gone, or the session is and cannot be renewed.</exception>
    public async Task ProbeAsync(
        IReadOnlyCollection<ProbePing> pings, int throttle, Action<ProbeObservation> onObservation, CancellationToken cancel)
    {
        if (throttle < 1) throw new ArgumentOutOfRangeException(nameof(throttle), throttle, "At least one host at a time.");
        ProbePing? stray = pings.FirstOrDefault(ping => !string.Equals(ping.Server, _session.Name, StringComparison.OrdinalIgnoreCase));
        if (stray is not null)
            throw new ArgumentException($"Host {stray.HostId} belongs to {stray.Server}, and this session is with {_session.Name}.", nameof(pings));

        var hosts = new ConcurrentQueue<ProbePing[]>(pings.GroupBy(ping => ping.HostId, StringComparer.Ordinal).Select(host => host.ToArray()));
        object gate = new();
        void Report(ProbeObservation observation)
        {
            lock (gate)
            {
                // One that comes in after the end is nobody's.
                cancel.ThrowIfCancellationRequested();
                onObservation(observation);
            }
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] workers = Enumerable.Range(0, Math.Min(throttle, hosts.Count)).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    while (hosts.TryDequeue(out ProbePing[]? host)) await ProbeHostAsync(host, Report, stop.Token).ConfigureAwait(false);
                }
                catch
                {
                    stop.Cancel();
                    throw;
                }
            },
            CancellationToken.None)).ToArray();
        try
        {
            await Task.WhenAll(workers).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // One of them has stopped the others: its own exception is the one that says why.
            await Task.WhenAll(workers.Where(worker => worker.IsFaulted)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ProbeHostAsync(ProbePing[] pings, Action<ProbeObservation> report, CancellationToken cancel)
    {
        ProbeObservation? end = null;
        foreach (ProbePing ping in pings)
        {
            if (end is not null)
            {
                report(new ProbeObservation(ping) { Failure = end.Failure, Error = end.Error });
                continue;
            }

            try
            {
                report(await ProbeAsync(ping, cancel).ConfigureAwait(false));
            }
            catch (VSphereFaultException fault) when (_session.IsConnected)
            {
                // Some calls say NotAuthenticated where they mean NoPermission (facts B1); the session has been asked after.
                bool isDenied = fault.FaultType is Faults.NoPermission or Faults.NotAuthenticated;
                report(end = new ProbeObservation(ping)
                {
                    Failure = isDenied ? ProbeFailure.Denied : ProbeFailure.Failed,
                    Error = isDenied ? Faults.Describe(Faults.NoPermission, fault.Fault as MethodFault, null) : fault.Message,
                });
            }
            catch (VSphereTransportException problem) when (problem.Problem is TransportProblem.TimedOut or TransportProblem.Stalled or TransportProblem.ConnectionLost)
            {
                // The host has kept the server waiting, or the server is gone: then this throws.
                await _session.IsAliveAsync(cancel).ConfigureAwait(false);
                report(end = new ProbeObservation(ping) { Failure = ProbeFailure.Failed, Error = problem.Message });
            }
            catch (EsxCliException problem)
            {
                // This ping and not the host: an adapter that has gone since, say.
                report(new ProbeObservation(ping) { Failure = ProbeFailure.Failed, Error = problem.Error });
            }
            catch (VSphereReplyException problem)
            {
                report(new ProbeObservation(ping) { Failure = ProbeFailure.Failed, Error = problem.Message });
            }
        }
    }

    private async Task<ProbeObservation> ProbeAsync(ProbePing ping, CancellationToken cancel)
    {
        var request = new PingRequest
        {
            Address = ping.Destination.ToString(),
            Netstack = ping.Netstack,
            Device = ping.Device,
            Size = ping.Size,
            DontFragment = ping.DontFragment,
            Count = ping.Count,
        };
        if (ping.WarmUp > 0) await _esxCli.PingAsync(ping.HostId, request with { Count = ping.WarmUp }, cancel).ConfigureAwait(false);
        PingResult result = await _esxCli.PingAsync(ping.HostId, request, cancel).ConfigureAwait(false);
        var observation = new ProbeObservation(ping)
        {
            // A packet that the host itself did not let out was tried and lost all the same.
            Sent = result.Error is null ? result.Transmitted : ping.Count,
            Received = result.Received,
            RttMinMs = result.MinimumMs,
            RttAvgMs = result.AverageMs,
            RttMaxMs = result.MaximumMs,
            Error = result.Error,
        };
        return ping.Kind == ProbeKind.Gateway && !observation.Answered
            ? observation with { NeighborState = await FindNeighborStateAsync(ping, cancel).ConfigureAwait(false) }
            : observation;
    }

    // Asked with the addresses as numbers: an IPv6 address can be written in many ways. Null where there is no such row.
    private async Task<string?> FindNeighborStateAsync(ProbePing ping, CancellationToken cancel)
    {
        IReadOnlyList<NetworkNeighbor> table = await _esxCli.ListNeighborsAsync(ping.HostId, ping.Netstack, ping.Device, cancel).ConfigureAwait(false);
        NetworkNeighbor? row = table.FirstOrDefault(neighbor => InetAddress.TryParse(neighbor.Address, out InetAddress address) && address == ping.Destination);
        if (row is null) return null;
        // Of IPv4 neighbours the state is empty; that nobody answered stands in the place of the MAC address.
        return string.IsNullOrEmpty(row.MacAddress) || row.MacAddress!.Trim('(', ')') == "incomplete" ? "incomplete" : row.State ?? row.MacAddress;
    }
}
