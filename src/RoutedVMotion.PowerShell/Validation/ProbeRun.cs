using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Validation;

/// <summary>Has the hosts of several servers ping, round by round, until nothing is left to ask. Errors and progress are the cmdlet's.</summary>
internal sealed class ProbeRun
{
    private readonly AsyncCmdlet _cmdlet;
    private readonly IReadOnlyList<ServerTarget> _servers;
    private readonly int _throttleLimit;
    private readonly bool _debug;

    /// <param name="cmdlet">Who writes.</param>
    /// <param name="servers">The servers.</param>
    /// <param name="throttleLimit">How many hosts of a server ping at once.</param>
    /// <param name="debug">Calls are traced.</param>
    internal ProbeRun(AsyncCmdlet cmdlet, IReadOnlyList<ServerTarget> servers, int throttleLimit, bool debug)
    {
        _cmdlet = cmdlet;
        _servers = servers;
        _throttleLimit = throttleLimit;
        _debug = debug;
    }

    /// <summary>Pings.</summary>
    /// <param name="first">The pings of the first round.</param>
    /// <param name="next">The pings of the next round, by what came of all so far; empty when nothing is left to ask.</param>
    /// <param name="failed">The servers that have failed; those that fail meanwhile are added.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<IReadOnlyList<ProbeObservation>> RunAsync(
        IReadOnlyList<ProbePing> first, Func<IReadOnlyCollection<ProbeObservation>, IReadOnlyList<ProbePing>> next, HashSet<string> failed, CancellationToken cancel)
    {
        var observations = new List<ProbeObservation>();
        var progress = new ProgressBar(_cmdlet, "Pinging gateways and other racks", _servers.Count);
        int asked = 0;
        try
        {
            ProbePing[] round = first.ToArray();
            while (round.Length > 0)
            {
                asked += round.Length;
                int total = asked;
                int pings = round.Length;
                _cmdlet.Post(() => _cmdlet.WriteVerbose($"{pings} pings to make."));
                await Task.WhenAll(round.ToLookup(ping => ping.Server, StringComparer.OrdinalIgnoreCase)
                    .Select(pingsOfServer => ProbeServerAsync(pingsOfServer, total))).ConfigureAwait(false);
                // What a server that failed was not asked would come again and again.
                round = next(observations).Where(ping => !failed.Contains(ping.Server)).ToArray();
            }

            return observations;
        }
        finally
        {
            progress.Complete();
        }

        async Task ProbeServerAsync(IGrouping<string, ProbePing> pings, int total)
        {
            ServerTarget server = _servers.First(one => string.Equals(one.Name, pings.Key, StringComparison.OrdinalIgnoreCase));
            bool done = await ServerCall.RunAsync(
                _cmdlet,
                server,
                _debug,
                session => new Prober(session).ProbeAsync(pings.ToArray(), _throttleLimit, Note, cancel),
                cancel).ConfigureAwait(false);
            if (done) return;
            lock (failed) failed.Add(server.Name);

            void Note(ProbeObservation observation)
            {
                lock (observations)
                {
                    observations.Add(observation);
                    progress.Report(observations.Count, total);
                }
            }
        }
    }
}
