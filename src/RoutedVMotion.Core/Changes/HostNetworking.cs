using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>The part of a host that a change can touch, and all that "as before" is about, at one moment.</summary>
public sealed record HostNetworking
{
    private static readonly AddressFamily[] Families = { AddressFamily.IPv4, AddressFamily.IPv6 };

    /// <summary>All vmkernel adapters, by device number.</summary>
    public required IReadOnlyList<AdapterState> Adapters { get; init; }

    /// <summary>The gateways of the vmotion stack. The default stack's are never touched.</summary>
    public required StackGateways Gateways { get; init; }

    /// <summary>An adapter is on the vmotion stack.</summary>
    public bool UsesVMotionStack => Adapters.Any(adapter => adapter.Settings.Stack == NetstackKeys.VMotion);

    /// <summary>
    /// The gateways of the vmotion stack that have an effect: the kernel knows no route by way of a gateway outside every
    /// adapter's subnet, and a stack that nobody uses has none.
    /// </summary>
    public StackGateways EffectiveGateways => Families.Aggregate(StackGateways.None, (found, family) =>
        Gateways.Get(family) is InetAddress gateway && CanHaveGateway(gateway) ? found.With(family, gateway) : found);

    /// <summary>A host as it was read.</summary>
    public static HostNetworking Of(EsxHost host)
    {
        TcpIpStack? stack = host.FindStack(NetstackKeys.VMotion);
        return new HostNetworking
        {
            Adapters = host.Adapters.Select(adapter => new AdapterState(adapter.Device, AdapterSettings.Of(adapter))
            {
                Mac = adapter.Mac,
                IsProtected = adapter.SystemOwned || adapter.HasService(ServiceNames.Management),
            }).ToArray(),
            Gateways = new StackGateways(stack?.Gateway, stack?.Gateway6),
        };
    }

    /// <summary>The gateway lies in the subnet of an adapter of the vmotion stack, or is link-local and an adapter is there.</summary>
    public bool CanHaveGateway(InetAddress gateway) => Adapters.Any(adapter => adapter.Settings.Stack == NetstackKeys.VMotion
        && (gateway.IsLinkLocal || adapter.Settings.AutoconfiguredIPv6 && gateway.Family == AddressFamily.IPv6
            || adapter.Settings.Addresses.Any(own => own.Subnet.Contains(gateway))));

    /// <summary>The adapter that a change is about, as it is before the change; null where there is none (any more).</summary>
    public AdapterState? Find(Change change)
    {
        if (change.Before is null) return null;
        AdapterState[] equal = Adapters.Where(adapter => adapter.Settings == change.Before).ToArray();
        return equal.FirstOrDefault(adapter => adapter.Device == change.Device) ?? (change.Device is null ? equal.FirstOrDefault() : null);
    }

    /// <summary>
    /// Why the change cannot be made to a host in this state, in a sentence; null if it can. Nothing is asked of the network or of
    /// other hosts here.
    /// </summary>
    public string? Prevents(Change change)
    {
        switch (change.Kind)
        {
            case ChangeKind.AddAdapter:
                AdapterSettings made = change.After!;
                AdapterState? twin = Adapters.FirstOrDefault(adapter => adapter.Settings.Addresses.Any(
                    own => made.Addresses.Any(wanted => wanted.Address == own.Address)));
                if (twin is not null) return $"{twin.Device} has the address already ({twin.Settings})";
                AdapterState? occupant = made.Switch == SwitchKind.Standard
                    ? Adapters.FirstOrDefault(adapter => adapter.Settings.Switch == SwitchKind.Standard && adapter.Settings.PortGroupId == made.PortGroupId)
                    : null;
                return occupant is null ? null : $"{occupant.Device} is on {made.PortGroup}, and a standard port group takes one adapter";
            case ChangeKind.SetGateway:
                if (Gateways != change.GatewaysBefore)
                    return $"the gateway of the vmotion stack is {Gateways}, and was {change.GatewaysBefore} when this was planned";
                InetAddress? outside = Families.Select(family => change.GatewaysAfter!.Get(family)).FirstOrDefault(
                    gateway => gateway is InetAddress wanted && !CanHaveGateway(wanted));
                return outside is null ? null : $"gateway {outside} lies in no subnet of an adapter of the vmotion stack";
            default:
                if (Find(change) is not AdapterState adapter)
                {
                    AdapterState? now = Adapters.FirstOrDefault(one => one.Device == change.Device);
                    return now is null
                        ? $"{change.Device ?? "the adapter"} ({change.Before}) is not there any more"
                        : $"{now.Device} is {now.Settings}, and was {change.Before} when this was planned";
                }

                return adapter.IsProtected ? $"{adapter.Device} carries management or belongs to the system, and is never touched" : null;
        }
    }

    /// <summary>The host after the change. A new adapter gets the lowest free number, as a host would give it.</summary>
    /// <exception cref="InvalidOperationException">The change cannot be made; the message is that of <see cref="Prevents"/>.</exception>
    public HostNetworking Apply(Change change)
    {
        if (Prevents(change) is string reason) throw new InvalidOperationException(reason);
        return change.Kind switch
        {
            ChangeKind.AddAdapter => this with { Adapters = Adapters.Append(new AdapterState(FreeDevice(), change.After!) { Mac = change.Mac }).ToArray() },
            ChangeKind.RemoveAdapter => this with { Adapters = Adapters.Where(adapter => adapter != Find(change)).ToArray() },
            ChangeKind.SetGateway => this with { Gateways = change.GatewaysAfter! },
            _ => this with { Adapters = Adapters.Select(adapter => adapter == Find(change) ? adapter with { Settings = change.After! } : adapter).ToArray() },
        };
    }

    /// <summary>The lowest device number that is free.</summary>
    public string FreeDevice() => Enumerable.Range(0, Adapters.Count + 1)
        .Select(number => "vmk" + number.ToString(CultureInfo.InvariantCulture))
        .First(device => Adapters.All(adapter => adapter.Device != device));

    /// <summary>What is different in another state of the same host, a sentence each; MAC addresses do not count.</summary>
    public IReadOnlyList<string> DifferencesTo(HostNetworking other)
    {
        var found = new List<string>();
        foreach (string device in Adapters.Concat(other.Adapters).Select(adapter => adapter.Device).Distinct())
        {
            AdapterSettings? before = Adapters.FirstOrDefault(adapter => adapter.Device == device)?.Settings;
            AdapterSettings? after = other.Adapters.FirstOrDefault(adapter => adapter.Device == device)?.Settings;
            if (before == after) continue;
            found.Add(before is null ? $"{device} is new: {after}" : after is null ? $"{device} is gone: {before}" : $"{device} was {before}, and is {after}");
        }

        if (Gateways != other.Gateways) found.Add($"the gateway of the vmotion stack was {Gateways}, and is {other.Gateways}");
        return found;
    }

    /// <summary>
    /// The two are the same as far as anybody can tell who uses the host: the same adapters but for numbers, ports and MAC addresses,
    /// and the same gateways that have an effect.
    /// </summary>
    public bool IsAs(HostNetworking other)
    {
        List<AdapterSettings> left = other.Adapters.Select(adapter => adapter.Settings).ToList();
        return Adapters.Count == left.Count && Adapters.All(adapter => left.Remove(adapter.Settings)) && EffectiveGateways == other.EffectiveGateways;
    }
}
