using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Bench.Servers;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Read;

/// <summary>What reading an inventory costs beside a bare XML parser that reads the same bytes and forgets them.</summary>
internal static class ReadBenchmark
{
    private const double MaximumCpu = 1.5;
    private const double MaximumAllocation = 2;
    private const double MaximumPeak = 250e6;
    private const double MaximumFirstRow = 0.1;
    private static readonly string[] Encodings = ["gzip", "plain"];

    public static async Task RunAsync(Options options)
    {
        int racks = options.Number("racks", 100);
        int hostsPerRack = options.Number("hosts-per-rack", 25);
        string rounds = options.Number("rounds", 15).ToString(CultureInfo.InvariantCulture);
        string? vcsim = options.Text("vcsim");
        string folder = options.Text("recording") ?? Directory.CreateTempSubdirectory("routedvmotion-bench").FullName;
        try
        {
            string server = "our simulator";
            if (Directory.CreateDirectory(folder).GetFiles().Length == 0)
            {
                using ServerProcess process = vcsim is null ? ServerProcess.StartSimulator(racks, hostsPerRack) : ServerProcess.StartVcsim(vcsim, racks, hostsPerRack);
                server = process.Name;
                await RecordAsync(process, folder).ConfigureAwait(false);
            }

            var table = new Table("what", "gzip", "plain", "target", "");
            ReadCost[] costs = Encodings.Select(encoding => Child.Run<ReadCost>("read-cost", folder, encoding, rounds)).ToArray();
            FirstRead[] streamed = FirstReads("stream");
            FirstRead[] kept = FirstReads("keep");
            FirstRead[] bare = FirstReads("bare");

            Add("CPU, beside the bare parser", costs, cost => cost.CpuRatio, Numbers.Ratio, MaximumCpu, "at most 1.5");
            Add("bytes allocated for each byte of XML", costs, cost => cost.AllocatedPerByte, Numbers.Ratio, MaximumAllocation, "below 2");
            Add("peak of the process, rows passed on", streamed, first => first.PeakBytes, Numbers.Megabytes, MaximumPeak, "below 250 MB");
            Add("peak of the process, all rows kept", kept, first => first.PeakBytes, Numbers.Megabytes, MaximumPeak, "below 250 MB");
            Add("first row, part of the time, warm", costs, cost => cost.FirstRowPart, Numbers.Ratio, MaximumFirstRow, "at most 0.10");
            Add("first row, part of the time, first read of a process", streamed, first => first.FirstRowPart, Numbers.Ratio, MaximumFirstRow, "at most 0.10");
            AddInformation("CPU of our read", costs.Select(cost => Numbers.Milliseconds(cost.OursMilliseconds)));
            AddInformation("CPU of the bare parser", costs.Select(cost => Numbers.Milliseconds(cost.BareMilliseconds)));
            AddInformation("CPU of the bare parser with our settings", costs.Select(cost => Numbers.Milliseconds(cost.BareWithOurSettingsMilliseconds)));
            AddInformation("bytes that the bare parser allocates for each byte", costs.Select(cost => Numbers.Ratio(cost.BareAllocatedPerByte)));
            AddInformation("CPU of the first read of a process, all compiling included", streamed.Select(first => Numbers.Milliseconds(first.CpuMilliseconds)));
            AddInformation("CPU of the bare parser's first read", bare.Select(first => Numbers.Milliseconds(first.CpuMilliseconds)));
            AddInformation("peak of the bare parser's process", bare.Select(first => Numbers.Megabytes(first.PeakBytes)));

            var findings = new StringBuilder();
            findings.Append(CultureInfo.InvariantCulture, $"{costs[0].Hosts} hosts out of {server}: {costs[0].Replies} replies, {Numbers.Megabytes(costs[0].PlainBytes)} of XML, {Numbers.Megabytes(costs[0].WireBytes)} with gzip. ");
            findings.Append(CultureInfo.InvariantCulture, $"Medians of {rounds} interleaved rounds; memory and first reads in fresh processes.\n\n");
            findings.Append(table);
            string section = vcsim is null ? "read" : "read-vcsim";
            Report.Show(section, vcsim is null ? "read --write" : "read --vcsim <program> --write", findings.ToString(), options.Has("write"));

            // Three processes of each kind; the middle one by its CPU.
            FirstRead[] FirstReads(string kind) => Encodings
                .Select(encoding => Enumerable.Range(0, 3).Select(_ => Child.Run<FirstRead>("read-first", folder, encoding, kind)).OrderBy(first => first.CpuMilliseconds).ElementAt(1))
                .ToArray();

            void Add<T>(string what, T[] found, Func<T, double> value, Func<double, string> format, double maximum, string target) =>
                table.Add(what, format(value(found[0])), format(value(found[1])), target, Numbers.Verdict(found.All(one => value(one) <= maximum)));

            void AddInformation(string what, IEnumerable<string> values) => table.Add([what, .. values, "", ""]);
        }
        finally
        {
            if (options.Text("recording") is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RecordAsync(ServerProcess server, string folder)
    {
        using var transport = new RecordingTransport(new HttpSoapTransport(server.Settings));
        using VSphereSession session = await server.LoginAsync(transport).ConfigureAwait(false);
        IReadOnlyList<Exchange> login = transport.Take();
        await new InventoryReader(session).ReadAsync(new InventoryQuery(), _ => { }, null, CancellationToken.None).ConfigureAwait(false);
        // The reader does not wait for the end of its view.
        await Task.Delay(500).ConfigureAwait(false);
        Recording.Save(folder, login, transport.Take());
    }
}
