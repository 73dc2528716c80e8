using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Paths;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>
/// A canary's test, in the three parts that a cmdlet needs: look and ask the server (off the pipeline thread), ask the user (on it),
/// migrate (off it again). The thoughts are <see cref="CanaryMigration"/>'s.
/// </summary>
internal sealed class CanaryTest
{
    private readonly AsyncCmdlet _cmdlet;
    private readonly CanaryRequest _request;
    private readonly KnownNames _names;
    private readonly bool _debug;
    private readonly List<Candidate> _candidates = new();
    private readonly List<Candidate> _accepted = new();
    private readonly List<VMotionPathMigration> _rows = new();
    private VirtualMachine _machine = null!;
    private int _shown;

    /// <param name="cmdlet">Who writes.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="names">Where the names go that completion offers.</param>
    /// <param name="debug">Calls are traced.</param>
    internal CanaryTest(AsyncCmdlet cmdlet, CanaryRequest request, KnownNames names, bool debug)
    {
        _cmdlet = cmdlet;
        _request = request;
        _names = names;
        _debug = debug;
    }

    /// <summary>After Ctrl+C the machine is brought home: longer than its migrations may take together.</summary>
    internal TimeSpan EndOfFlight => TimeSpan.FromTicks(4 * _request.Timeout.Ticks) + TimeSpan.FromMinutes(5);

    /// <summary>Reads the fabric, finds the machine and where it is to go, and asks the server whether it can.</summary>
    internal async Task PrepareAsync(CancellationToken cancel)
    {
        LoadedFabric loaded = await FabricLoader.ReadAsync(
            _cmdlet, new[] { _request.Server }, new FabricQuery { Neighbors = true }, _names, _debug, cancel).ConfigureAwait(false);
        if (loaded.Servers.Count == 0) return;
        var index = new PathIndex(loaded.Index(_request.Plan));
        if (FindMachine(loaded.Fabric) is not VirtualMachine machine) return;
        _machine = machine;
        if (index.Fabric.FindHost(machine.Server, machine.HostId ?? string.Empty) is not HostContext home)
        {
            _cmdlet.Post(() => _cmdlet.WriteError(ErrorRecords.VMNotFound(machine.Name)));
            return;
        }

        HostContext[] destinations = FindDestinations(index, home);
        await ServerCall.RunAsync(
            _cmdlet,
            _request.Server,
            _debug,
            async session =>
            {
                var migration = new CanaryMigration(session, Settings);
                foreach (HostContext destination in destinations)
                {
                    CanaryTrip trip = await migration.PrepareAsync(machine, home.Host, destination.Host, cancel).ConfigureAwait(false);
                    NetworkPath[] lost = index.Networks.Between(index.Group(home, machine), index.Group(destination))
                        .Select(use => use.Path)
                        .Where(path => path.By is null)
                        .ToArray();
                    _candidates.Add(new Candidate(home, destination, index.Judge(home, destination), lost, trip));
                }
            },
            cancel).ConfigureAwait(false);
    }

    /// <summary>Asks the user, once for each destination; writes what is not to be tried. True if there is something to do.</summary>
    internal bool Ask()
    {
        foreach (Candidate candidate in _candidates)
        {
            if (candidate.Trip.Problems.Count > 0)
            {
                _cmdlet.WriteObject(Row(candidate, new CanaryOutcome(CanaryResult.Refused) { Problems = candidate.Trip.Problems, VMHost = candidate.Trip.VMHost }));
                continue;
            }

            string place = candidate.Destination.Rack is RackContext rack ? $"{candidate.Destination.Host.Name} ({rack.Name})" : candidate.Destination.Host.Name;
            string words = $"Migrate {_machine.Name} from {candidate.Home.Host.Name} to {place} and back."
                + (candidate.Lost.Count == 0 ? string.Empty : $" Meanwhile it may be cut off from {string.Join(", ", candidate.Lost.Select(path => path.Network.Name))}, not known to be there.")
                + (candidate.Trip.Loss is null ? string.Empty : " " + candidate.Trip.Loss);
            if (_cmdlet.ShouldProcess(words, words, "Migrate a running virtual machine?", out ShouldProcessReason reason))
            {
                _accepted.Add(candidate);
                continue;
            }

            CanaryResult result = reason == ShouldProcessReason.WhatIf ? CanaryResult.Planned : CanaryResult.Declined;
            _cmdlet.WriteObject(Row(candidate, new CanaryOutcome(result) { Warnings = candidate.Trip.Warnings, VMHost = candidate.Trip.VMHost }));
        }

        return _accepted.Count > 0;
    }

    /// <summary>Migrates, one destination after another. Where the machine has not come home from one, the others are left.</summary>
    internal async Task MigrateAsync(CancellationToken cancel)
    {
        // The bar of reading is number 0.
        var progress = new ProgressBar(_cmdlet, $"Migrating {_machine.Name} there and back", 1);
        try
        {
            await ServerCall.RunAsync(_cmdlet, _request.Server, _debug, session => MigrateAsync(session, progress, cancel), cancel).ConfigureAwait(false);
        }
        finally
        {
            progress.Complete();
        }
    }

    /// <summary>Says by the host's own UI what the pipeline does not take any more: where the machine is.</summary>
    internal void SayOnHost()
    {
        VMotionPathMigration[] unseen;
        lock (_rows) unseen = _rows.Skip(_shown).ToArray();
        foreach (VMotionPathMigration row in unseen)
        {
            string where = row.Result == nameof(CanaryResult.Away)
                ? row.VMHost is null ? $"where it is could not be read; it belongs to {row.Source}" : $"it is on {row.VMHost}, and belongs to {row.Source}"
                : $"it is home on {row.VMHost}";
            _cmdlet.Host.UI?.WriteWarningLine($"{row}; {where}. {string.Join(" ", row.Problems)}".TrimEnd());
        }
    }

    private CanarySettings Settings
    {
        get
        {
            var settings = new CanarySettings { MigrationTimeout = _request.Timeout };
            return settings.Patience > _request.Timeout ? settings with { Patience = _request.Timeout } : settings;
        }
    }

    private async Task MigrateAsync(VSphereSession session, ProgressBar progress, CancellationToken cancel)
    {
        foreach (Candidate candidate in _accepted)
        {
            var migration = new CanaryMigration(session, Settings) { OnStep = progress.Say };
            // While the user thought, or the machine was elsewhere, much may have happened.
            CanaryTrip trip = await migration.PrepareAsync(_machine, candidate.Home.Host, candidate.Destination.Host, cancel).ConfigureAwait(false);
            CanaryOutcome outcome = await migration.RunAsync(trip, cancel).ConfigureAwait(false);
            Report(Row(candidate, outcome));
            if (outcome.Result is CanaryResult.Away or CanaryResult.Stopped || cancel.IsCancellationRequested) return;
        }
    }

    private void Report(VMotionPathMigration row)
    {
        lock (_rows) _rows.Add(row);
        _cmdlet.PostIfRead(() =>
        {
            lock (_rows) _shown++;
            _cmdlet.WriteObject(row);
            if (row.Result == nameof(CanaryResult.Away)) _cmdlet.WriteError(ErrorRecords.CanaryNotHome(row));
        });
    }

    private VMotionPathMigration Row(Candidate candidate, CanaryOutcome outcome)
    {
        // One that has not been there has lost nothing.
        bool isThere = outcome.Result is not (CanaryResult.Refused or CanaryResult.Failed or CanaryResult.Stopped);
        IEnumerable<string> lost = isThere ? candidate.Lost.Select(path => $"{path.Network.Name} is not known to be there: {path.Rule!.Name}, {path.Text}.") : [];
        return new VMotionPathMigration(
            _machine.Name, candidate.Home, candidate.Destination, candidate.Verdict, outcome with { Warnings = outcome.Warnings.Concat(lost).ToArray() });
    }

    private VirtualMachine? FindMachine(Fabric fabric)
    {
        MachineReference meant = _request.Machine;
        VirtualMachine[] found = fabric.VirtualMachines.Where(meant.IsExactly).ToArray();
        if (found.Length == 1) return found[0];
        ErrorRecord error = found.Length == 0 ? ErrorRecords.VMNotFound(meant.Name.Text, meant.Id) : ErrorRecords.VMAmbiguous(meant.Name.Text, found.Length);
        _cmdlet.Post(() => _cmdlet.WriteError(error));
        return null;
    }

    // One host for each place that was named, or for each other rack of the machine's cluster: the one that is likeliest to take it.
    private HostContext[] FindDestinations(PathIndex index, HostContext home)
    {
        var found = new List<HostContext>();
        var errors = new List<ErrorRecord>();
        if (_request.Destinations.Count > 0)
        {
            var source = new PlaceReference(PlaceKind.VMHost, new NamePattern(home.Host.Name));
            foreach ((_, PathGroup place) in new PathScope(index, byHost: false, null, errors.Add).GetPairs([new PathRequest([source], _request.Destinations)], int.MaxValue)!)
            {
                // Whoever names a host means that one.
                if ((place.IsHost ? place.Hosts.Single() : CanaryDestination.Choose(index, _machine, home, place.Hosts)) is HostContext host) found.Add(host);
                else errors.Add(ErrorRecords.NoDestination(_machine.Name, home.Cluster?.Name, place.Name));
            }
        }
        else
        {
            HostContext[] others = index.Fabric.Hosts.Where(host => host != home && host.Cluster is not null && host.Cluster == home.Cluster).ToArray();
            HostContext[] elsewhere = others.Where(host => host.Rack != home.Rack).ToArray();
            found.AddRange((elsewhere.Length > 0 ? elsewhere : others)
                .GroupBy(host => host.Rack)
                .Select(rack => CanaryDestination.Choose(index, _machine, home, rack))
                .OfType<HostContext>());
        }

        if (found.Count + errors.Count == 0) errors.Add(ErrorRecords.NoDestination(_machine.Name, home.Cluster?.Name));
        foreach (ErrorRecord error in errors) _cmdlet.Post(() => _cmdlet.WriteError(error));
        return found.Distinct().ToArray();
    }

    /// <summary>A trip that could be made.</summary>
    /// <param name="Home">Where the machine is at home.</param>
    /// <param name="Destination">Where it is to go.</param>
    /// <param name="Verdict">What configuration says of the path.</param>
    /// <param name="Lost">Its networks that are not known to be there.</param>
    /// <param name="Trip">What the server says.</param>
    private sealed record Candidate(HostContext Home, HostContext Destination, PathVerdict Verdict, IReadOnlyList<NetworkPath> Lost, CanaryTrip Trip);
}
