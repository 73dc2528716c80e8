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
        var table = new Table("server", "replies", "our read", "replay", "ratio", "first row", "target", "");
        if (!options.Has("only-vcsim"))
        {
            using var simulator = ServerProcess.StartSimulator(racks, hostsPerRack);
            await MeasureAsync(simulator, rounds, table).ConfigureAwait(false);
        }

        if (options.Text("vcsim") is string program)
        {
            using var vcsim = ServerProcess.StartVcsim(program, racks, hostsPerRack);
            await MeasureAsync(vcsim, rounds, table).ConfigureAwait(false);
        }
        else
        {
            table.Add("vcsim", "", "not run", "", "", "", "at most 1.15", "no --vcsim");
        }

        var findings = new StringBuilder();
        findings.Append(CultureInfo.InvariantCulture, $"{racks * hostsPerRack} hosts, server and client on one machine. Medians of {rounds} interleaved rounds of a whole inventory, login not counted.\n\n{table}");
        Report.Show("live", "live --vcsim <program> --write", findings.ToString(), options.Has("write"));
    }

    private static async Task MeasureAsync(ServerProcess server, int rounds, Table table)
    {
        IReadOnlyList<Exchange> exchanges;
        using (var recorder = new RecordingTransport(new HttpSoapTransport(server.Settings)))
        using (VSphereSession session = await server.LoginAsync(recorder).ConfigureAwait(false))
        {
            recorder.Take();
            await ReadAsync(session).ConfigureAwait(false);
            // The reader does not wait for the end of its view.
            await Task.Delay(500).ConfigureAwait(false);
            exchanges = recorder.Take();
        }

        using var transport = new HttpSoapTransport(server.Settings);
        using VSphereSession own = await server.LoginAsync(transport).ConfigureAwait(false);
        using var replay = new RequestReplay(server.Settings, own.Client.Cookie!, exchanges);
        var samples = new List<(double Ours, double Replay, double FirstRow)>();
        for (int round = -WarmUps; round < rounds; round++)
        {
            (double ours, double firstRow) = await ReadAsync(own).ConfigureAwait(false);
            await Task.Delay(100).ConfigureAwait(false);
            var watch = Stopwatch.StartNew();
            await replay.RunAsync().ConfigureAwait(false);
            double replayed = watch.Elapsed.TotalMilliseconds;
            await Task.Delay(100).ConfigureAwait(false);
            if (round >= 0) samples.Add((ours, replayed, firstRow));
        }

        double ratio = samples.Select(sample => sample.Ours / sample.Replay).Median();
        table.Add(
            server.Name,
            string.Format(CultureInfo.InvariantCulture, "{0}, {1}", exchanges.Count, Numbers.Megabytes(exchanges.Sum(exchange => (long)exchange.Reply.Length))),
            Numbers.Milliseconds(samples.Select(sample => sample.Ours).Median()),
            Numbers.Milliseconds(samples.Select(sample => sample.Replay).Median()),
            Numbers.Ratio(ratio),
            Numbers.Milliseconds(samples.Select(sample => sample.FirstRow).Median()),
            "at most 1.15",
            Numbers.Verdict(ratio <= MaximumTime));
    }

    private static async Task<(double Total, double FirstRow)> ReadAsync(VSphereSession session)
    {
        var watch = Stopwatch.StartNew();
        double firstRow = 0;
        await new InventoryReader(session).ReadAsync(
            new InventoryQuery(),
            _ => { if (firstRow == 0) firstRow = watch.Elapsed.TotalMilliseconds; },
            progress: null,
            CancellationToken.None).ConfigureAwait(false);
        return (watch.Elapsed.TotalMilliseconds, firstRow);
    }
}
