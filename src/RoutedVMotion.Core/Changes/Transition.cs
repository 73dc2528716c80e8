using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// The way of a host from one state to another: an ordered list of changes, each of which a host would accept when its turn
/// comes. There and back are planned by the same rules; what makes the order is what a host refuses: an address that another
/// adapter has, a standard port group that is taken, a gateway that lies in no subnet.
/// </summary>
public sealed class Transition
{
    private readonly List<Change> _prepare = new();
    private readonly List<Change> _finish = new();
    private readonly List<UnwantedAdapter> _unwanted;
    private HostNetworking _host;

    private Transition(HostNetworking host, IEnumerable<UnwantedAdapter> unwanted)
    {
        _host = host;
        _unwanted = unwanted.ToList();
    }

    /// <summary>What makes the host ready: afterwards it has what is wanted, and what is unwanted where that was not in the way.</summary>
    public IReadOnlyList<Change> Prepare => _prepare;

    /// <summary>What takes away the unwanted, once the rest is proven.</summary>
    public IReadOnlyList<Change> Finish => _finish;

    /// <summary>All of it.</summary>
    public IReadOnlyList<Change> All => _prepare.Concat(_finish).ToArray();

    /// <summary>The host afterwards.</summary>
    public HostNetworking After => _host;

    /// <summary>Why there is no way, in a sentence; null if there is one. Then there are no changes either.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Plans the way.</summary>
    /// <param name="now">The host as it is.</param>
    /// <param name="wanted">The adapters that it is to have.</param>
    /// <param name="unwanted">The adapters that are to lose vMotion. Adapters that are neither stay as they are.</param>
    /// <param name="gateways">The gateways that the vmotion stack is to have; null leaves them. Ignored where nobody uses the stack in the end.</param>
    /// <param name="canClearGateway">
    /// The host lets a gateway be cleared while an adapter uses the stack. Not every one does (facts 6.5): then the adapters are
    /// removed and made again.
    /// </param>
    public static Transition Plan(
        HostNetworking now,
        IReadOnlyList<WantedAdapter> wanted,
        IEnumerable<UnwantedAdapter> unwanted,
        StackGateways? gateways,
        bool canClearGateway = true)
    {
        var transition = new Transition(now, unwanted);
        transition.Obstacle = transition.Make(wanted) ?? transition.SetGateways(gateways, canClearGateway) ?? transition.TakeAway(wanted, gateways);
        if (transition.Obstacle is null) return transition;
        transition._prepare.Clear();
        transition._finish.Clear();
        transition._host = now;
        return transition;
    }

    private string? Make(IReadOnlyList<WantedAdapter> wanted)
    {
        var updates = new List<Change>();
        var adds = new List<WantedAdapter>();
        foreach (WantedAdapter one in wanted)
        {
            AdapterState? now = _host.Adapters.FirstOrDefault(adapter => adapter.Device == one.Device);
            if (now is null)
            {
                adds.Add(one);
                continue;
            }

            if (now.Settings == one.Settings) continue;
            if (now.IsProtected) return $"{now.Device} carries management or belongs to the system, and is never touched";
            if (now.Settings.Stack != one.Settings.Stack || now.Settings.PortGroupId != one.Settings.PortGroupId)
            {
                // Neither can be changed in place.
                adds.Add(one with { Device = null });
                _unwanted.Add(new UnwantedAdapter(now.Device, true));
                continue;
            }

            AdapterSettings updated = one.Settings with { Services = now.Settings.Services };
            if (now.Settings != updated) updates.Add(Change.Update(now.Device, now.Settings, updated));
        }

        string? obstacle = Update(updates);
        foreach (WantedAdapter one in adds)
        {
            if (obstacle is not null) return obstacle;
            obstacle = Do(_prepare, Change.Add(one.Settings, one.Mac), mayRemove: true);
            if (obstacle is null && one.Settings.Stack != NetstackKeys.VMotion && one.Settings.HasService(ServiceNames.VMotion))
                obstacle = Do(_prepare, Change.SelectVMotion(null, Change.Add(one.Settings).After!), mayRemove: false);
        }

        foreach (WantedAdapter one in wanted.Where(one => one.Device is not null))
        {
            if (obstacle is not null) return obstacle;
            if (_host.Adapters.FirstOrDefault(adapter => adapter.Device == one.Device) is not AdapterState now) continue;
            if (now.Settings.Stack != one.Settings.Stack || now.Settings.PortGroupId != one.Settings.PortGroupId) continue;
            if (one.Settings.HasService(ServiceNames.VMotion) && !now.Settings.HasService(ServiceNames.VMotion))
                obstacle = Do(_prepare, Change.SelectVMotion(now.Device, now.Settings), mayRemove: false);
            else if (one.Settings.Services is not null && !one.Settings.IsForVMotion && now.Settings.HasService(ServiceNames.VMotion))
                obstacle = Do(_prepare, Change.DeselectVMotion(now.Device, now.Settings), mayRemove: false);
        }

        return obstacle;
    }

    // An address that one adapter gives up may be what the next one waits for.
    private string? Update(List<Change> updates)
    {
        while (updates.Count > 0)
        {
            Change? next = updates.Find(update => HolderOf(update) is not AdapterState holder
                || _unwanted.Any(one => one.Remove && one.Device == holder.Device));
            if (next is null)
            {
                AdapterState holder = HolderOf(updates[0])!;
                return $"{updates[0].Device} is to have an address that {holder.Device} has ({holder.Settings})";
            }

            if (HolderOf(next) is AdapterState inTheWay && Remove(_prepare, inTheWay) is string obstacle) return obstacle;
            if (Do(_prepare, next, mayRemove: false) is string other) return other;
            updates.Remove(next);
        }

        return null;
    }

    private AdapterState? HolderOf(Change change) => _host.Adapters.FirstOrDefault(adapter => adapter.Device != change.Device
        && adapter.Settings.Addresses.Any(own => change.After!.Addresses.Any(wanted => wanted.Address == own.Address)));

    private string? SetGateways(StackGateways? gateways, bool canClearGateway)
    {
        bool staysInUse = _host.Adapters.Any(adapter => adapter.Settings.Stack == NetstackKeys.VMotion
            && !_unwanted.Any(one => one.Remove && one.Device == adapter.Device));
        if (gateways is null || gateways == _host.Gateways || !staysInUse) return null;

        bool clears = (gateways.IPv4 is null && _host.Gateways.IPv4 is not null) || (gateways.IPv6 is null && _host.Gateways.IPv6 is not null);
        if (!clears || canClearGateway) return Do(_prepare, Change.SetGateway(_host.Gateways, gateways), mayRemove: false);

        AdapterState[] users = _host.Adapters.Where(adapter => adapter.Settings.Stack == NetstackKeys.VMotion).ToArray();
        foreach (AdapterState user in users)
            if (Do(_prepare, Change.Remove(user.Device, user.Settings, user.Mac), mayRemove: false) is string obstacle) return obstacle;
        if (Do(_prepare, Change.SetGateway(_host.Gateways, StackGateways.None), mayRemove: false) is string other) return other;
        foreach (AdapterState user in users.Where(user => !_unwanted.Any(one => one.Device == user.Device)))
            if (Do(_prepare, Change.Add(user.Settings, user.Mac), mayRemove: false) is string obstacle) return obstacle;
        _unwanted.RemoveAll(one => users.Any(user => user.Device == one.Device));
        return gateways == StackGateways.None ? null : Do(_prepare, Change.SetGateway(StackGateways.None, gateways), mayRemove: false);
    }

    private string? TakeAway(IReadOnlyList<WantedAdapter> wanted, StackGateways? gateways)
    {
        // As long as an adapter is on the vmotion stack, one on the default stack is dead, and nothing can be proven of it.
        bool isHidden = wanted.Any(one => one.Settings.Stack != NetstackKeys.VMotion && one.Settings.IsForVMotion);
        foreach (UnwantedAdapter one in _unwanted.ToArray())
        {
            if (_host.Adapters.FirstOrDefault(adapter => adapter.Device == one.Device) is not AdapterState adapter) continue;
            string? obstacle = one.Remove ? Remove(isHidden && adapter.Settings.Stack == NetstackKeys.VMotion ? _prepare : _finish, adapter)
                : adapter.Settings.HasService(ServiceNames.VMotion)
                    ? Do(_finish, Change.DeselectVMotion(adapter.Device, adapter.Settings), mayRemove: false)
                    : null;
            if (obstacle is not null) return obstacle;
        }

        // A stack that nobody uses any more may keep its gateway, or lose it by itself: whoever makes this change looks first.
        return gateways is not null && !_host.UsesVMotionStack && _host.Gateways != gateways && gateways == StackGateways.None
            ? Do(_finish, Change.SetGateway(_host.Gateways, StackGateways.None), mayRemove: false)
            : null;
    }

    private string? Remove(List<Change> list, AdapterState adapter)
    {
        _unwanted.RemoveAll(one => one.Device == adapter.Device);
        if (list == _prepare && adapter.Settings.Stack != NetstackKeys.VMotion && adapter.Settings.HasService(ServiceNames.VMotion) && !_host.UsesVMotionStack)
        {
            // It is the one that carries vMotion until now: once it is deselected no new migration can begin on it while it goes.
            if (Do(list, Change.DeselectVMotion(adapter.Device, adapter.Settings), mayRemove: false) is string obstacle) return obstacle;
            adapter = adapter with { Settings = adapter.Settings.WithVMotion(false) };
        }

        return Do(list, Change.Remove(adapter.Device, adapter.Settings, adapter.Mac), mayRemove: false);
    }

    /// <summary>Adds a change to the list, after the removal of what is unwanted and in its way.</summary>
    private string? Do(List<Change> list, Change change, bool mayRemove)
    {
        while (_host.Prevents(change) is string reason)
        {
            AdapterState? inTheWay = mayRemove && change.After is AdapterSettings made
                ? _host.Adapters.FirstOrDefault(adapter => IsInTheWay(adapter.Settings, made) && _unwanted.Any(one => one.Remove && one.Device == adapter.Device))
                : null;
            if (inTheWay is null) return reason;
            if (Remove(list, inTheWay) is string obstacle) return obstacle;
        }

        list.Add(change);
        _host = _host.Apply(change);
        return null;
    }

    private static bool IsInTheWay(AdapterSettings there, AdapterSettings made) =>
        there.Addresses.Any(own => made.Addresses.Any(wanted => wanted.Address == own.Address))
        || (made.Switch == SwitchKind.Standard && there.Switch == SwitchKind.Standard && there.PortGroupId == made.PortGroupId);
}
