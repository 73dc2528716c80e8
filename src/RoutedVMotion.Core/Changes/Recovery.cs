using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// How a host gets back to what it was before a run. It looks at what the host is now, and undoes only what is found to be that
/// run's work: an adapter or a gateway that is neither as before nor as one of the run's changes leaves it, is somebody else's,
/// and then nothing is undone. Whatever a process did before it was killed, and however often this is repeated, the answer
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

        var wanted = new List<WantedAdapter>();
        List<AdapterState> unwanted = extra.Where(IsOurs).ToList();
        foreach (AdapterState was in gone.Where(IsOurs))
        {
            AdapterState? same = unwanted.Find(adapter => adapter.Settings == was.Settings.WithVMotion(false) && was.Settings.HasService(ServiceNames.VMotion))
                ?? unwanted.Find(adapter => adapter.Device == was.Device
                    && adapter.Settings.Stack == was.Settings.Stack && adapter.Settings.PortGroupId == was.Settings.PortGroupId);
            if (same is not null) unwanted.Remove(same);
            wanted.Add(new WantedAdapter(was.Settings, same?.Device, was.Mac));
        }

        var notes = new List<string>();
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
