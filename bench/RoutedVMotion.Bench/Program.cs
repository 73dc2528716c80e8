using System;
using System.Globalization;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Changes;
using RoutedVMotion.Bench.Import;
using RoutedVMotion.Bench.Live;
using RoutedVMotion.Bench.Pages;
using RoutedVMotion.Bench.Paths;
using RoutedVMotion.Bench.Read;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Bench.Rules;
using RoutedVMotion.Bench.Servers;

namespace RoutedVMotion.Bench;

internal static class Program
{
    private const string Usage = """
        Usage: dotnet run -c Release --project bench/RoutedVMotion.Bench -- <benchmark> [options]

          read      reading 2,500 hosts beside a bare XML parser: CPU, allocations, memory, first row
          live      reading 2,500 hosts from a server in another process beside replaying the same requests
          import    what importing the module adds to the start of a PowerShell engine
          change    changing 64 hosts where a write takes 200 ms, one cluster at a time and 16, and 2,500 hosts with nothing to change
          paths     the rack matrix of 2,500 hosts with 40,000 virtual machines, and their six million pairs: in core, and as rows of the cmdlet
          report    the page and the document about 2,500 hosts with 40,000 virtual machines: size, CPU, and opening it in a browser
          rules     judging 2,500 hosts with 40,000 virtual machines, inferring and linting a plan: CPU, and how it grows

          --write                                   puts what was found into bench/RESULTS.md
          --racks <n> --hosts-per-rack <n>          read, live, paths: 100 and 25
          --rounds <n>                              how often; the median counts
          --vcsim <program>                         read, live: VMware's simulator, built as tests/peers/README.md says
          --recording <folder>                      read: keeps the replies there, or takes them from there
        """;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.WriteLine(Usage);
            return 2;
        }

        var options = new Options(arguments[1..]);
        if (Report.Metadata("Configuration") != "Release") await Console.Error.WriteLineAsync("This is a Debug build: its numbers mean nothing. Use -c Release.").ConfigureAwait(false);
        switch (arguments[0])
        {
            case "read":
                await ReadBenchmark.RunAsync(options).ConfigureAwait(false);
                return 0;
            case "live":
                await LiveBenchmark.RunAsync(options).ConfigureAwait(false);
                return 0;
            case "import":
                ImportBenchmark.Run(options);
                return 0;
            case "change":
                await ChangeBenchmark.RunAsync(options).ConfigureAwait(false);
                return 0;
            case "paths":
                PathBenchmark.Run(options);
                return 0;
            case "report":
                await ReportBenchmark.RunAsync(options).ConfigureAwait(false);
                return 0;
            case "rules":
                RulesBenchmark.Run(options);
                return 0;

            // Those that the benchmarks start themselves.
            case "read-cost":
                Child.Answer(await ReadCost.MeasureAsync(arguments[1], arguments[2] == "gzip", int.Parse(arguments[3], CultureInfo.InvariantCulture)).ConfigureAwait(false));
                return 0;
            case "read-first":
                Child.Answer(arguments[3] == "bare"
                    ? FirstRead.MeasureBare(arguments[1], arguments[2] == "gzip")
                    : await FirstRead.MeasureAsync(arguments[1], arguments[2] == "gzip", keepsAll: arguments[3] == "keep").ConfigureAwait(false));
                return 0;
            case "paths-cost":
                Child.Answer(await PathCost.MeasureAsync(int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture)).ConfigureAwait(false));
                return 0;
            case "rules-cost":
                Child.Answer(await RulesCost.MeasureAsync(int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture), int.Parse(arguments[4], CultureInfo.InvariantCulture)).ConfigureAwait(false));
                return 0;
            case "serve":
                SimulatorServer.Run(options);
                return 0;
            default:
                Console.WriteLine(Usage);
                return 2;
        }
    }
}
