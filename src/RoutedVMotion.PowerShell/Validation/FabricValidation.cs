using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Reports;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Validation;

/// <summary>A validation, from reading the servers to the last finding. Errors, warnings and progress are the cmdlet's.</summary>
internal sealed class FabricValidation
{
    private readonly AsyncCmdlet _cmdlet;

    internal FabricValidation(AsyncCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>The plan; null to judge what can be judged alone.</summary>
    internal RackPlan? Plan { get; init; }

    /// <summary>The servers to read.</summary>
    internal required IReadOnlyList<ServerTarget> Servers { get; init; }

    /// <summary>Which hosts are reported on. All are judged.</summary>
    internal required HostFilter Hosts { get; init; }

    /// <summary>The racks that are reported on, by name or pattern; all where there are none.</summary>
    internal IReadOnlyList<NamePattern> Racks { get; init; } = Array.Empty<NamePattern>();

    /// <summary>Which findings are reported.</summary>
    internal required RuleFilter Filter { get; init; }

    /// <summary>Hosts are made to ping.</summary>
    internal bool Probe { get; init; }

    /// <summary>Hosts ping within their racks as well, to compare round trips with.</summary>
    internal bool ProbeWithinRacks { get; init; }

    /// <summary>How many hosts of a server ping at once.</summary>
    internal int ThrottleLimit { get; init; } = 1;

    /// <summary>Where the names go that completion offers.</summary>
    internal required KnownNames Names { get; init; }

    /// <summary>Calls are traced.</summary>
    internal bool Debug { get; init; }

    /// <summary>Validates; null where nothing could be read, of which errors have been written then.</summary>
    /// <param name="onFinding">Gets each finding as it is made, on a background thread.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<ValidationResult?> RunAsync(Action<Finding> onFinding, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        LoadedFabric loaded = await FabricLoader.ReadAsync(
            _cmdlet, Servers, new FabricQuery { Neighbors = true }, Names, Debug, cancel).ConfigureAwait(false);
        if (loaded.Servers.Count == 0) return null;

        var index = loaded.Index(Plan);
        string[] read = loaded.Servers.Select(server => server.Name).ToArray();
        Func<EsxHost, bool> wanted = GetWanted(index);
        foreach (ErrorRecord missing in Hosts.GetNotFound(read)) _cmdlet.Post(() => _cmdlet.WriteError(missing));
        foreach (NamePattern missing in Racks.Where(rack => rack.IsExact && !rack.IsFound))
            _cmdlet.Post(() => _cmdlet.WriteError(ErrorRecords.RackNotFound(missing.Text, Plan?.File)));

        var failed = new HashSet<string>(loaded.Failed, StringComparer.OrdinalIgnoreCase);
        var findings = new List<Finding>();
        foreach (Finding finding in RuleEngine.Run(index, wanted)) Report(finding);
        IReadOnlyList<ProbeObservation>? observations = null;
        if (Probe)
        {
            var run = new ProbeRun(_cmdlet, loaded.Servers, ThrottleLimit, Debug);
            IEnumerable<ProbePing> pings = ProbePlanner.First(index, wanted);
            if (ProbeWithinRacks) pings = pings.Concat(PathProbePlanner.WithinRacks(new PathIndex(index))).Distinct();
            observations = await run.RunAsync(pings.ToArray(), ProbePlanner.Next, failed, cancel).ConfigureAwait(false);
            foreach (Finding finding in ProbeJudge.Judge(index, observations, wanted)) Report(finding);
        }

        return new ValidationResult(
            findings,
            new ValidationSummary(loaded.Fabric.Hosts.Where(wanted).ToArray(), findings, clock.Elapsed),
            ReportCase.Of(index, wanted, observations, Filter.WantsRule),
            read,
            loaded.Parts.Select(part => part.Source.Identity).ToArray(),
            failed.ToArray(),
            index,
            observations);

        void Report(Finding finding)
        {
            cancel.ThrowIfCancellationRequested();
            if (!Filter.Wants(finding)) return;
            findings.Add(finding);
            onFinding(finding);
        }
    }

    // Asked once for each host: patterns remember whether they were met, and rules ask often.
    private Func<EsxHost, bool> GetWanted(FabricIndex index)
    {
        var wanted = new HashSet<(string Server, string Id)>();
        foreach (RackContext rack in index.Racks)
        {
            foreach (NamePattern pattern in Racks.Where(pattern => pattern.Matches(rack.Name))) pattern.MarkFound();
        }

        foreach (HostContext host in index.Hosts)
        {
            if (!Hosts.Wants(host.Host.Server, host.Host)) continue;
            if (Racks.Count > 0 && !Racks.Any(pattern => pattern.Matches(host.Rack?.Name))) continue;
            wanted.Add((host.Host.Server, host.Host.Id));
        }

        return host => wanted.Contains((host.Server, host.Id));
    }
}
