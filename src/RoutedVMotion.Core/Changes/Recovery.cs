using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// How a host gets back to what it was before a run. It looks at what the host is now, and undoes only what is found to be that
/// run's work. Of an adapter that the run has changed and somebody else, too, what the run has changed goes back and the rest stays;
/// an adapter or a gateway of which that cannot be told is somebody else's, and then nothing is undone. Whatever a process did before it was killed, and however often this is repeated, the answer
/// follows from the host alone.
/// </summary>
public sealed record Recovery
{
    /// <summary>What undoes the run, in order; empty for a host that is as before.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = Array.Empty<Change>();

    /// <summary>Why nothing is undone; null otherwise.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What cannot be as before, and does not matter to the host, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();

    /// <summary>Decides.</summary>
    /// <param name="record">What is known of the run's work on the host.</param>
    /// <param name="now">The host as it is.</param>
    /// <param name="canClearGateway">See <see cref="Transition.Plan"/>.</param>
    public static Recovery Plan(HostRecord record, HostNetworking now, bool canClearGateway = true)
    {
        // On the way back, too, an adapter of the default stack is there before vMotion is selected for it.
        var ours = new HashSet<AdapterSettings>(record.Changes
            .SelectMany(change => new[] { change.Before, change.After })
            .OfType<AdapterSettings>()
            .SelectMany(settings => settings.HasService(ServiceNames.VMotion) ? new[] { settings, settings.WithVMotion(false) } : new[] { settings }));
        var devices = new HashSet<string>(record.Changes.Select(change => change.Device).OfType<string>(), StringComparer.Ordinal);
        List<AdapterState> gone = record.Before.Adapters.ToList();
        List<AdapterState> extra = now.Adapters.ToList();
        Pair(gone, extra, (was, isNow) => was.Device == isNow.Device && was.Settings == isNow.Settings);
        Pair(gone, extra, (was, isNow) => was.Settings == isNow.Settings);

        var wanted = new List<WantedAdapter>();
        var notes = new List<string>();
        foreach (AdapterState was in gone.ToArray())
        {
            AdapterState? isNow = extra.Find(adapter => adapter.Device == was.Device && !ours.Contains(adapter.Settings) && !adapter.IsProtected);
            if (isNow is null || Merge(record.Changes, was, isNow.Settings) is not AdapterSettings merged) continue;
            gone.Remove(was);
            extra.Remove(isNow);
            if (merged != isNow.Settings) wanted.Add(new WantedAdapter(merged, isNow.Device, was.Mac));
            notes.Add($"{was.Device} was {was.Settings}. Somebody else has changed it since, and that stays: {merged}.");
        }

        // What the run never touched may be whatever it likes to be, unless it shares the stack with what is to go.
        bool IsOurs(AdapterState adapter) => ours.Contains(adapter.Settings) && !adapter.IsProtected;
        AdapterState? missing = gone.Find(adapter => !IsOurs(adapter) && !adapter.IsProtected && devices.Contains(adapter.Device));
        if (missing is not null)
        {
            AdapterState? instead = extra.Find(adapter => adapter.Device == missing.Device);
            return Refuse(instead is null
                ? $"{missing.Device} ({missing.Settings}) is gone, and the run did not remove it"
                : $"{missing.Device} was {missing.Settings}, and is {instead.Settings}: the run did not do that");
        }

        AdapterState? foreign = extra.Find(adapter => !IsOurs(adapter) && !adapter.IsProtected
            && (adapter.Settings.Stack == NetstackKeys.VMotion || devices.Contains(adapter.Device)));
        if (foreign is not null) return Refuse($"{foreign.Device} is {foreign.Settings}: the run did not do that");

        List<AdapterState> unwanted = extra.Where(IsOurs).ToList();
        foreach (AdapterState was in gone.Where(IsOurs))
        {
            AdapterState? same = unwanted.Find(adapter => adapter.Settings == was.Settings.WithVMotion(false) && was.Settings.HasService(ServiceNames.VMotion))
                ?? unwanted.Find(adapter => adapter.Device == was.Device
                    && adapter.Settings.Stack == was.Settings.Stack && adapter.Settings.PortGroupId == was.Settings.PortGroupId);
            if (same is not null) unwanted.Remove(same);
            wanted.Add(new WantedAdapter(was.Settings, same?.Device, was.Mac));
        }

        StackGateways? gateways = null;
        if (now.Gateways != record.Before.Gateways)
        {
            // Cleared on the way back, or lost with the last adapter of the stack.
            bool isKnown = !now.UsesVMotionStack || record.Changes.Any(change => change.Kind == ChangeKind.SetGateway
                && (now.Gateways == change.GatewaysBefore || now.Gateways == change.GatewaysAfter || now.Gateways == StackGateways.None));
            if (!isKnown) return Refuse($"the gateway of the vmotion stack is {now.Gateways}: the run did not do that");
            gateways = record.Before.EffectiveGateways;
            if (record.Before.UsesVMotionStack && gateways != record.Before.Gateways)
                notes.Add($"The gateway {record.Before.Gateways} cannot be put back: it lies in no subnet of the stack, so that no host takes it, and had no effect.");
            // As good as before without being the same.
            if (gateways == now.EffectiveGateways && record.Before.UsesVMotionStack) gateways = null;
        }

        Transition transition = Transition.Plan(now, wanted, unwanted.Select(adapter => new UnwantedAdapter(adapter.Device, true)), gateways, canClearGateway);
        return transition.Obstacle is string obstacle
            ? new Recovery { Refusal = new Refusal(RefusalReason.InTheWay, $"The way back is blocked: {obstacle}.", "Move what is in the way by hand, then run this again.") }
            : new Recovery { Changes = transition.All, Notes = notes };
    }

    private static Recovery Refuse(string what) => new()
    {
        Refusal = new Refusal(
            RefusalReason.ChangedBySomebodyElse,
            $"Somebody else has changed the host since: {what}.",
            "Look at the host with Get-VMotionAdapter and decide by hand; the journal has what it was before."),
    };

    // The adapter as it was, but for what the run has left alone and somebody else has not; null where both have changed the same.
    private static AdapterSettings? Merge(IEnumerable<Change> changes, AdapterState was, AdapterSettings isNow)
    {
        if (isNow.Stack != was.Settings.Stack || isNow.PortGroupId != was.Settings.PortGroupId) return null;
        AdapterSettings[] states = changes
            .Where(change => change.Device == was.Device && change.Kind is ChangeKind.UpdateAdapter or ChangeKind.SelectVMotion or ChangeKind.DeselectVMotion)
            .SelectMany(change => new[] { change.Before!, change.After! })
            .ToArray();
        bool isClear = true;
        AdapterSettings merged = isNow with
        {
            Dhcp = Take(settings => settings.Dhcp),
            IPv4 = Take(settings => settings.IPv4),
            IPv6 = Take(settings => string.Join(" ", settings.IPv6)) == string.Join(" ", isNow.IPv6) ? isNow.IPv6 : was.Settings.IPv6,
            Mtu = Take(settings => settings.Mtu),
            OverrideGateway = Take(settings => settings.OverrideGateway),
            OverrideGateway6 = Take(settings => settings.OverrideGateway6),
        };
        bool isSelected = Take(settings => settings.HasService(ServiceNames.VMotion));
        if (merged.HasService(ServiceNames.VMotion) != isSelected) merged = merged.WithVMotion(isSelected);
        return isClear ? merged : null;

        T Take<T>(Func<AdapterSettings, T> field)
        {
            EqualityComparer<T> comparer = EqualityComparer<T>.Default;
            T before = field(was.Settings), now = field(isNow);
            if (states.All(state => comparer.Equals(field(state), before))) return now;
            isClear &= comparer.Equals(now, before) || states.Any(state => comparer.Equals(field(state), now));
            return before;
        }
    }

    private static void Pair(List<AdapterState> gone, List<AdapterState> extra, Func<AdapterState, AdapterState, bool> isSame)
    {
        foreach (AdapterState was in gone.ToArray())
        {
            AdapterState? same = extra.Find(isNow => isSame(was, isNow));
            if (same is null) continue;
            gone.Remove(was);
            extra.Remove(same);
        }
    }
}
