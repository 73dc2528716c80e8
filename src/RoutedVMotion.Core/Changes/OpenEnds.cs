using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// What runs that were cut off know and no host shows any more: the address of an adapter that was removed so that a new one could have
/// it, and that an adapter without any service was about to go. With that a second run goes on where the first one ended.
/// </summary>
public sealed class OpenEnds
{
    private readonly Fabric _fabric;
    private readonly Dictionary<(string Server, string Id), IReadOnlyList<Change>> _intended = new();

    private OpenEnds(Fabric fabric) => _fabric = fabric;

    /// <summary>The open ends of these runs on hosts of this fabric.</summary>
    /// <param name="fabric">The hosts as they are.</param>
    /// <param name="runs">Runs on the one server of this fabric, oldest first; the later one counts.</param>
    public static OpenEnds Of(Fabric fabric, IEnumerable<JournalRun> runs)
    {
        var ends = new OpenEnds(fabric);
        ILookup<string, EsxHost> hosts = fabric.Hosts.ToLookup(host => host.Id, StringComparer.Ordinal);
        foreach (JournalHost one in runs.Where(run => run.Kind == RunKind.Set).SelectMany(run => run.Hosts))
        {
            foreach (EsxHost host in hosts[one.Intended.Id])
            {
                if (one.IsOpen) ends._intended[(host.Server, host.Id)] = one.Intended.Changes;
                else ends._intended.Remove((host.Server, host.Id));
            }
        }

        return ends;
    }

    /// <summary>The adapter carries nothing any more, since a run that was cut off was about to remove it.</summary>
    public bool IsLeftOver(EsxHost host, Adapter adapter) =>
        _intended.TryGetValue((host.Server, host.Id), out IReadOnlyList<Change>? changes)
        && changes.Any(change => change.Kind == ChangeKind.RemoveAdapter && change.Device == adapter.Device && change.Before == AdapterSettings.Of(adapter));

    /// <summary>The adapter is to carry vMotion, and the run was cut off before that was selected for it.</summary>
    public bool IsHalfMade(EsxHost host, Adapter adapter) =>
        _intended.TryGetValue((host.Server, host.Id), out IReadOnlyList<Change>? changes)
        && changes.Any(change => change.Kind == ChangeKind.SelectVMotion && change.Before == AdapterSettings.Of(adapter));

    /// <summary>The fabric by this plan, as the runs would have gone on with it.</summary>
    public FabricIndex Index(RackPlan plan)
    {
        RackPlan pinned = Pin(plan);
        return new FabricIndex(_fabric, pinned, _intended.Count == 0 ? null : AddressAssignment.Of(pinned, _fabric, IsLeftOver, IsHalfMade));
    }

    private RackPlan Pin(RackPlan plan)
    {
        if (_intended.Count == 0) return plan;
        var matcher = new HostMatcher(plan);
        ILookup<int, EsxHost> hosts = _fabric.Hosts.Where(host => _intended.ContainsKey((host.Server, host.Id))).ToLookup(host => matcher.Match(host).RackIndex);
        return plan with { Racks = plan.Racks.Select((rack, index) => hosts[index].Aggregate(rack, Pin)).ToArray() };
    }

    private Rack Pin(Rack rack, EsxHost host)
    {
        AdapterSettings[] lost = _intended[(host.Server, host.Id)]
            .Where(change => change.Kind == ChangeKind.AddAdapter && change.After!.Addresses.Any() && !change.IsSatisfied(HostNetworking.Of(host)))
            .Select(change => change.After!)
            .ToArray();
        if (lost.Length == 0 || rack.VMotion.Addresses.ContainsKey(host.Name)) return rack;
        bool[] isThere = AddressAssignment.Pair(rack.VMotion, host, IsHalfMade).Select(pair => pair.Current is not null).ToArray();
        var pins = new PlannedAddress?[isThere.Length];
        foreach (AdapterSettings made in lost)
        {
            int[] free = Enumerable.Range(0, pins.Length).Where(index => !isThere[index] && pins[index] is null).ToArray();
            int[] named = free.Where(index => index < rack.VMotion.Adapters.Count
                && rack.VMotion.Adapters[index].PortGroups.Contains(made.PortGroup ?? string.Empty, StringComparer.OrdinalIgnoreCase)).ToArray();
            if (free.Length == 0) break;
            pins[named.Length > 0 ? named[0] : free[0]] = new PlannedAddress(made.IPv4?.Address, made.IPv6.Count > 0 ? made.IPv6[0].Address : null, rack.Position);
        }

        var addresses = rack.VMotion.Addresses.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        addresses[host.Name] = pins.Select(pin => pin ?? new PlannedAddress(null, null, rack.Position)).ToArray();
        return rack with { VMotion = rack.VMotion with { Addresses = addresses } };
    }
}
