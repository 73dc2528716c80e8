using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Bench.Servers;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Live;

/// <summary>What reading takes beside asking the same questions, in the same order and as early, and throwing the answers away.</summary>
internal static class LiveBenchmark
{
    private const double MaximumTime = 1.15;
    private const int WarmUps = 4;

    public static async Task RunAsync(Options options)
    {
        int racks = options.Number("racks", 100);
        int hostsPerRack = options.Number("hosts-per-rack", 25);
        int rounds = options.Number("rounds", 11);
        var table = new Table("server", "replies", "our read", "replay", "replay, parsed", "first row", "our CPU", "ratio", "target", "");
        await MeasureFreshAsync(() => ServerProcess.StartSimulator(racks, hostsPerRack), rounds, table).ConfigureAwait(false);
        using (var simulator = ServerProcess.StartSimulator(racks, hostsPerRack))
        {
            // It has kept its answers, and copies them: what reading costs a server that costs nothing.
            await MeasureAsync(simulator, rounds, table, hasTarget: false).ConfigureAwait(false);
        }

        if (options.Text("vcsim") is string program)
        {
            using var vcsim = ServerProcess.StartVcsim(program, racks, hostsPerRack);
            await MeasureAsync(vcsim, rounds, table, hasTarget: true).ConfigureAwait(false);
        }
        else
        {
            table.Add("vcsim", "", "not run", "", "", "", "", "", "at most 1.15", "no --vcsim");
        }

        var findings = new StringBuilder();
        findings.Append(CultureInfo.InvariantCulture, $"{racks * hostsPerRack} hosts, server and client on one machine. Medians of {rounds} interleaved rounds of a whole inventory, login not counted. \"Replay, parsed\" is the replay with a bare XML parser on the replies: what no reader on one thread can undercut.\n\n{table}");
        Report.Show("live", "live --vcsim <program> --write", findings.ToString(), options.Has("write"));
    }

    // A server that is asked for the first time has everything still to render, as a real one always has.
    private static async Task MeasureFreshAsync(Func<ServerProcess> start, int rounds, Table table)
    {
        IReadOnlyList<Exchange> exchanges = [];
        string name = string.Empty;
        var samples = new List<Round>();
        for (int round = -1; round < rounds; round++)
        {
            Reading read;
            double replay;
            double bare;
            if (round < 0)
            {
                using ServerProcess recorded = start();
                exchanges = await RecordAsync(recorded).ConfigureAwait(false);
                name = recorded.Name + ", first asked";
            }

            using (ServerProcess server = start())
            {
                using var transport = new HttpSoapTransport(server.Settings);
                using VSphereSession session = await server.LoginAsync(transport).ConfigureAwait(false);
                read = await ReadAsync(session).ConfigureAwait(false);
            }

            using (ServerProcess server = start())
            {
                using var transport = new HttpSoapTransport(server.Settings);
                using VSphereSession session = await server.LoginAsync(transport).ConfigureAwait(false);
                using var requests = new RequestReplay(server.Settings, session.Client.Cookie!, exchanges);
                replay = await TimeAsync(() => requests.RunAsync(parses: false)).ConfigureAwait(false);
            }

            using (ServerProcess server = start())
            {
                using var transport = new HttpSoapTransport(server.Settings);
                using VSphereSession session = await server.LoginAsync(transport).ConfigureAwait(false);
                using var requests = new RequestReplay(server.Settings, session.Client.Cookie!, exchanges);
                bare = await TimeAsync(() => requests.RunAsync(parses: true)).ConfigureAwait(false);
            }

            if (round >= 0) samples.Add(new Round(read, replay, bare));
        }

        Add(table, name, exchanges, samples, hasTarget: true);
    }

    private static async Task MeasureAsync(ServerProcess server, int rounds, Table table, bool hasTarget)
    {
        IReadOnlyList<Exchange> exchanges = await RecordAsync(server).ConfigureAwait(false);
        using var transport = new HttpSoapTransport(server.Settings);
        using VSphereSession session = await server.LoginAsync(transport).ConfigureAwait(false);
        using var requests = new RequestReplay(server.Settings, session.Client.Cookie!, exchanges);
        var samples = new List<Round>();
        for (int round = -WarmUps; round < rounds; round++)
        {
            Reading read = await ReadAsync(session).ConfigureAwait(false);
            await Task.Delay(100).ConfigureAwait(false);
            double replay = await TimeAsync(() => requests.RunAsync(parses: false)).ConfigureAwait(false);
            await Task.Delay(100).ConfigureAwait(false);
            double bare = await TimeAsync(() => requests.RunAsync(parses: true)).ConfigureAwait(false);
            await Task.Delay(100).ConfigureAwait(false);
            if (round >= 0) samples.Add(new Round(read, replay, bare));
        }

        Add(table, server.Name + ", asked again", exchanges, samples, hasTarget);
    }

    private static void Add(Table table, string name, IReadOnlyList<Exchange> exchanges, List<Round> samples, bool hasTarget)
    {
        double ratio = samples.Select(sample => sample.Read.Milliseconds / sample.Replay).Median();
        table.Add(
            name,
            string.Format(CultureInfo.InvariantCulture, "{0}, {1}", exchanges.Count, Numbers.Megabytes(exchanges.Sum(exchange => (long)exchange.Reply.Length))),
            Numbers.Milliseconds(samples.Select(sample => sample.Read.Milliseconds).Median()),
            Numbers.Milliseconds(samples.Select(sample => sample.Replay).Median()),
            Numbers.Milliseconds(samples.Select(sample => sample.Bare).Median()),
            Numbers.Milliseconds(samples.Select(sample => sample.Read.FirstRow).Median()),
            Numbers.Milliseconds(samples.Select(sample => sample.Read.Cpu).Median()),
            Numbers.Ratio(ratio),
            hasTarget ? "at most 1.15" : "none",
            hasTarget ? Numbers.Verdict(ratio <= MaximumTime) : string.Empty);
    }

    private static async Task<IReadOnlyList<Exchange>> RecordAsync(ServerProcess server)
    {
        using var recorder = new RecordingTransport(new HttpSoapTransport(server.Settings));
        using VSphereSession session = await server.LoginAsync(recorder).ConfigureAwait(false);
        recorder.Take();
        await ReadAsync(session).ConfigureAwait(false);
        // The reader does not wait for the end of its view.
        await Task.Delay(500).ConfigureAwait(false);
        return recorder.Take();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await work().ConfigureAwait(false);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<Reading> ReadAsync(VSphereSession session)
    {
        double firstRow = 0;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        var watch = new Stopwatch();
        double total = await TimeAsync(() =>
        {
            watch.Start();
            return new InventoryReader(session).ReadAsync(
                new InventoryQuery(),
                _ => { if (firstRow == 0) firstRow = watch.Elapsed.TotalMilliseconds; },
                progress: null,
                CancellationToken.None);
        }).ConfigureAwait(false);
        return new Reading(total, firstRow, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    /// <summary>Our read: milliseconds to its end and to its first row, and on the processor.</summary>
    private sealed record Reading(double Milliseconds, double FirstRow, double Cpu);

    private sealed record Round(Reading Read, double Replay, double Bare);
}
