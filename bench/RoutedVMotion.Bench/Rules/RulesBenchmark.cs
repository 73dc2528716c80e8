using System;
using System.Globalization;
using System.Linq;
using System.Text;

using RoutedVMotion.Bench.Results;

namespace RoutedVMotion.Bench.Rules;

/// <summary>What the rules, the inference of a plan and its linting cost once the inventory is read, and how that grows.</summary>
internal static class RulesBenchmark
{
    private const double MaximumMilliseconds = 500;

    // Of one fabric beside eight small ones that are as many hosts, and lie in memory together: a larger heap is slower to walk
    // and to collect for whoever walks it. What grows with the square comes out at eight.
    private const double MaximumGrowth = 1.5;
    private static readonly int[] HostsPerRack = [25, 50, 100, 200];
    private static readonly int[] Racks = [25, 50, 100, 200];

    public static void Run(Options options)
    {
        string rounds = options.Number("rounds", 15).ToString(CultureInfo.InvariantCulture);
        RulesCost[] fuller = HostsPerRack.Select(hosts => Measure(25, hosts)).ToArray();
        RulesCost[] more = [fuller[0], .. Racks.Skip(1).Select(racks => Measure(racks, 25))];
        RulesCost pieces = Measure(25, 25, fabrics: 8);
        RulesCost target = fuller.Single(cost => cost.Hosts == 2500);

        var findings = new StringBuilder();
        findings.Append(CultureInfo.InvariantCulture, $"{target.Hosts} hosts in 25 racks, {target.VirtualMachines} virtual machines, a fault on {target.FaultyHosts} hosts. ");
        findings.Append(CultureInfo.InvariantCulture, $"CPU of all threads; medians of {rounds} rounds after a warm-up; each fabric in a fresh process.\n\n");
        var table = new Table("what", "CPU", "first run of a process", "allocated", "gives", "target", "");
        foreach (WorkCost work in target.Works)
        {
            string gives = work.Name == Work.Inference ? "racks" : work.Name is Work.Lint or Work.LintInferred ? "messages" : "findings";
            table.Add(
                work.Name,
                Numbers.Milliseconds(work.Milliseconds),
                Numbers.Milliseconds(work.FirstMilliseconds),
                Numbers.Megabytes(work.AllocatedBytes),
                $"{work.Results} {gives}",
                "below 500 ms",
                Numbers.Verdict(work.Milliseconds < MaximumMilliseconds));
        }

        findings.Append(table);
        AddGrowth("25 racks, more hosts in each", fuller);
        AddGrowth("25 hosts in each rack, more racks", more);
        Report.Show("rules", "rules --write", findings.ToString(), options.Has("write"));

        RulesCost Measure(int racks, int hosts, int fabrics = 1)
        {
            Console.WriteLine($"{racks} racks of {hosts} hosts, {fabrics} of them ...");
            return Child.Run<RulesCost>("rules-cost", racks.ToString(CultureInfo.InvariantCulture), hosts.ToString(CultureInfo.InvariantCulture), fabrics.ToString(CultureInfo.InvariantCulture), rounds);
        }

        void AddGrowth(string how, RulesCost[] costs)
        {
            var growth = new Table([how, .. costs.Select(cost => $"{cost.Hosts} hosts"), "8 fabrics of 625", "5000 beside these", "target", ""]);
            for (int i = 0; i < target.Works.Count; i++)
            {
                double[] milliseconds = costs.Select(cost => cost.Works[i].Milliseconds).ToArray();
                double ratio = milliseconds[^1] / pieces.Works[i].Milliseconds;
                growth.Add([target.Works[i].Name, .. milliseconds.Select(Numbers.Milliseconds), Numbers.Milliseconds(pieces.Works[i].Milliseconds), Numbers.Ratio(ratio), "at most 1.5", Numbers.Verdict(ratio <= MaximumGrowth)]);
            }

            findings.Append('\n').Append(growth);
        }
    }
}
