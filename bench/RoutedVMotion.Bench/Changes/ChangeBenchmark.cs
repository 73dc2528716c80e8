using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Results;
using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;
using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Changes;

/// <summary>What changing hosts takes where each write takes 200 ms, what is asked for each of them, and what a run costs that has nothing to do.</summary>
internal static class ChangeBenchmark
{
    private const double MinimumGain = 10;
    private static readonly TimeSpan WriteTime = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(Options options)
    {
        var findings = new StringBuilder();
        (double serial, _) = await ChangeAsync(throttleLimit: 1).ConfigureAwait(false);
        (double parallel, IReadOnlyList<SimulatedCall> calls) = await ChangeAsync(throttleLimit: 16).ConfigureAwait(false);
        findings.Append("64 hosts in 32 racks and 16 clusters; each write takes 200 ms at the server, and one host of a cluster is changed at a time. Journal on disk, proof by pings, client and server in one process.\n\n");
        var times = new Table("-ThrottleLimit", "time", "gain", "target", "");
        times.Add("1", Seconds(serial), "", "", "");
        times.Add("16", Seconds(parallel), Numbers.Ratio(serial / parallel), "at least 10", Numbers.Verdict(serial / parallel >= MinimumGain));
        findings.Append(times).Append('\n');

        var asked = new Table("call", "for each host", "why");
        foreach (IGrouping<string, SimulatedCall> method in calls.GroupBy(call => call.Method).OrderByDescending(method => method.Count()))
            asked.Add(method.Key, (method.Count() / 64.0).ToString("F1", CultureInfo.InvariantCulture), Why(method.Key));
        asked.Add("all", (calls.Count / 64.0).ToString("F1", CultureInfo.InvariantCulture), string.Empty);
        findings.Append(asked).Append('\n');

        int rounds = options.Number("rounds", 7);
        (double inventory, double rules, double set, int callsOfInventory, int callsOfSet) = await ComplyAsync(rounds).ConfigureAwait(false);
        findings.Append(CultureInfo.InvariantCulture, $"2,500 hosts that are as planned; medians of {rounds} rounds, CPU of client and server together.\n\n");
        var nothing = new Table("what", "CPU", "calls", "target", "");
        nothing.Add("the inventory", Numbers.Milliseconds(inventory), callsOfInventory.ToString(CultureInfo.InvariantCulture), string.Empty, string.Empty);
        nothing.Add("all rules", Numbers.Milliseconds(rules), "0", string.Empty, string.Empty);
        nothing.Add("Set-VMotionRouting, all of it", Numbers.Milliseconds(set), callsOfSet.ToString(CultureInfo.InvariantCulture), "both, give or take a tenth", Numbers.Verdict(set <= 1.1 * (inventory + rules)));
        findings.Append(nothing);
        Report.Show("change", "change --write", findings.ToString(), options.Has("write"));
    }

    private static string Why(string method) => method switch
    {
        "RetrievePropertiesEx" or "ContinueRetrievePropertiesEx" => "the host before and after each write; the cluster's tasks before each write that could harm a migration",
        "ExecuteSoap" => "pings of gateway, racks and free addresses, and the neighbour table",
        "RetrieveManagedMethodExecuter" => "esxcli's way in, once a host",
        "AddVirtualNic" => "the new adapter",
        "UpdateNetworkConfig" => "the gateway of its stack",
        "DeselectVnicForNicType" => "the old adapter leaves vMotion",
        "RemoveVirtualNic" => "the old adapter goes",
        "RefreshNetworkSystem" => "what the host shows is fresh",
        "QueryNetConfig" => "the services as the host itself has them",
        _ => string.Empty,
    };

    private static async Task<(double Seconds, IReadOnlyList<SimulatedCall> Calls)> ChangeAsync(int throttleLimit)
    {
        Console.WriteLine($"64 hosts, -ThrottleLimit {throttleLimit} ...");
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions
        {
            Racks = 32,
            HostsPerRack = 2,
            Layout = SimulatorLayout.Unconverted,
            Behavior = new SimulatorBehavior { WriteTime = WriteTime },
        });
        using VSphereSession session = await LoginAsync(simulator).ConfigureAwait(false);
        PreparedChange prepared = await PrepareAsync(session, simulator).ConfigureAwait(false);
        HostChangePlan[] hosts = prepared.Hosts.Where(host => host.WillChange).ToArray();
        string folder = Path.Combine(Path.GetTempPath(), "rvm-bench-" + Guid.NewGuid().ToString("N"));
        int before = simulator.Calls.Count;
        var results = new ConcurrentBag<ChangeResult>();
        Stopwatch clock = Stopwatch.StartNew();
        using (RunJournal journal = RunJournal.Open(new JournalFolder(folder), new JournalLine
        {
            Type = JournalLineType.Run, Time = DateTime.UtcNow, Version = JournalLine.CurrentVersion, Kind = RunKind.Set, Server = session.Name, ServerId = session.About.InstanceUuid,
        }))
        {
            var run = new ChangeRun(session, prepared, new RunSettings { ThrottleLimit = throttleLimit }, journal) { OnResult = results.Add };
            await run.RunAsync(hosts, [], CancellationToken.None).ConfigureAwait(false);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        Directory.Delete(folder, recursive: true);
        if (results.Count(result => result is { Status: "Changed", Message: null }) != 64)
            throw new InvalidOperationException("Not all hosts were changed: " + string.Join("; ", results.Where(result => result.Message is not null).Take(3).Select(result => result.Message)));
        return (seconds, simulator.Calls.Skip(before).ToArray());
    }

    private static async Task<(double Inventory, double Rules, double Set, int CallsOfInventory, int CallsOfSet)> ComplyAsync(int rounds)
    {
        Console.WriteLine("2,500 hosts as planned ...");
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions { Racks = 100, HostsPerRack = 25 });
        using VSphereSession session = await LoginAsync(simulator).ConfigureAwait(false);
        RackPlan plan = PlanRenderer.Render(simulator.Service.Fabric);
        var inventory = new List<double>();
        var rules = new List<double>();
        var set = new List<double>();
        int callsOfInventory = 0, callsOfSet = 0;
        for (int round = -2; round < rounds; round++)
        {
            int before = simulator.Calls.Count;
            double start = Cpu();
            Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery { Neighbors = true, VirtualMachines = false }, null, CancellationToken.None).ConfigureAwait(false);
            double read = Cpu();
            callsOfInventory = simulator.Calls.Count - before;
            int findings = RuleEngine.Run(new FabricIndex(fabric, plan)).Count();
            double judged = Cpu();
            before = simulator.Calls.Count;
            PreparedChange prepared = await PrepareAsync(session, simulator).ConfigureAwait(false);
            double done = Cpu();
            callsOfSet = simulator.Calls.Count - before;
            if (findings > 0 || prepared.Hosts.Any(host => host.WillChange)) throw new InvalidOperationException("Something is not as planned.");
            if (round < 0) continue;
            inventory.Add(read - start);
            rules.Add(judged - read);
            set.Add(done - judged);
        }

        return (inventory.Median(), rules.Median(), set.Median(), callsOfInventory, callsOfSet);
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    private static async Task<PreparedChange> PrepareAsync(VSphereSession session, VCenterSimulator simulator)
    {
        RackPlan plan = PlanRenderer.Render(simulator.Service.Fabric);
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery { Neighbors = true, VirtualMachines = false }, null, CancellationToken.None).ConfigureAwait(false);
        return await new ChangePreparation(session, new FabricIndex(fabric, plan), new ChangeOptions()).RunAsync(_ => true, null, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<VSphereSession> LoginAsync(VCenterSimulator simulator)
    {
        var settings = new ConnectionSettings { Server = simulator.Url.Host, Port = simulator.Url.Port, PlainHttp = true, Timeout = TimeSpan.FromMinutes(5) };
        using var password = new SecureString();
        foreach (char c in simulator.Password) password.AppendChar(c);
        return await VSphereSession.LoginAsync(settings, new HttpSoapTransport(settings), simulator.UserName, password, CancellationToken.None).ConfigureAwait(false);
    }

    private static string Seconds(double value) => value.ToString("F1", CultureInfo.InvariantCulture) + " s";
}
