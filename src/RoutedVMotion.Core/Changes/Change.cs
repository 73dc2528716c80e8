using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using Newtonsoft.Json;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// One change of a host: what is there before it and what after it, and so its precondition, its words and its inverse. Adapters
/// are known by their settings, since the number of one that is yet to be made is the host's to choose.
/// </summary>
public sealed record Change
{
    [JsonConstructor]
    private Change(ChangeKind kind) => Kind = kind;

    /// <summary>What is done.</summary>
    public ChangeKind Kind { get; private init; }

    /// <summary>The adapter's device where it is there already; null for one that is made, now or by an earlier change.</summary>
    public string? Device { get; init; }

    /// <summary>The adapter before; null where it is made, and for gateways.</summary>
    public AdapterSettings? Before { get; init; }

    /// <summary>The adapter after; null where it is removed, and for gateways.</summary>
    public AdapterSettings? After { get; init; }

    /// <summary>The MAC address: of one that is removed; of one that is made, the one to ask for, null for a new one.</summary>
    public string? Mac { get; init; }

    /// <summary>The vmotion stack's gateways before; null where they are not changed.</summary>
    public StackGateways? GatewaysBefore { get; init; }

    /// <summary>The vmotion stack's gateways after; null where they are not changed.</summary>
    public StackGateways? GatewaysAfter { get; init; }

    /// <summary>Makes an adapter. Of services only vMotion can follow, by <see cref="SelectVMotion"/>.</summary>
    public static Change Add(AdapterSettings settings, string? mac = null) =>
        new(ChangeKind.AddAdapter) { After = settings.Stack == NetstackKeys.VMotion ? settings : settings with { Services = Array.Empty<string>() }, Mac = mac };

    /// <summary>Changes addresses, MTU or override of an adapter.</summary>
    public static Change Update(string? device, AdapterSettings before, AdapterSettings after)
    {
        if (before.Stack != after.Stack || before.PortGroupId != after.PortGroupId)
            throw new ArgumentException("The stack of an adapter never changes, and its port group is not changed in place.", nameof(after));
        return new(ChangeKind.UpdateAdapter) { Device = device, Before = before, After = after };
    }

    /// <summary>Removes an adapter.</summary>
    public static Change Remove(string? device, AdapterSettings settings, string? mac = null) =>
        new(ChangeKind.RemoveAdapter) { Device = device, Before = settings, Mac = mac };

    /// <summary>Selects vMotion for an adapter of the default stack.</summary>
    public static Change SelectVMotion(string? device, AdapterSettings before) =>
        new(ChangeKind.SelectVMotion) { Device = device, Before = before, After = before.WithVMotion(true) };

    /// <summary>Deselects vMotion on an adapter of the default stack.</summary>
    public static Change DeselectVMotion(string? device, AdapterSettings before) =>
        new(ChangeKind.DeselectVMotion) { Device = device, Before = before, After = before.WithVMotion(false) };

    /// <summary>Sets the gateways of the vmotion stack.</summary>
    public static Change SetGateway(StackGateways before, StackGateways after) =>
        new(ChangeKind.SetGateway) { GatewaysBefore = before, GatewaysAfter = after };

    /// <summary>The adapter that it is about, before or after; null for gateways.</summary>
    public AdapterSettings? Subject => Before ?? After;

    /// <summary>What undoes it.</summary>
    public Change Inverse => Kind switch
    {
        ChangeKind.AddAdapter => new(ChangeKind.RemoveAdapter) { Before = After, Mac = Mac },
        ChangeKind.RemoveAdapter => new(ChangeKind.AddAdapter) { After = Before, Mac = Mac },
        ChangeKind.UpdateAdapter => new(ChangeKind.UpdateAdapter) { Device = Device, Before = After, After = Before },
        ChangeKind.SelectVMotion => new(ChangeKind.DeselectVMotion) { Device = Device, Before = After, After = Before },
        ChangeKind.DeselectVMotion => new(ChangeKind.SelectVMotion) { Device = Device, Before = After, After = Before },
        ChangeKind.SetGateway => new(ChangeKind.SetGateway) { GatewaysBefore = GatewaysAfter, GatewaysAfter = GatewaysBefore },
        _ => throw new InvalidOperationException(Kind.ToString()),
    };

    /// <summary>In a line: "add an adapter with 172.16.1.11/24 on vmotion, dvpg-vmotion-r01, MTU 9000".</summary>
    public string Words => Kind switch
    {
        ChangeKind.AddAdapter => "add an adapter: " + After,
        ChangeKind.RemoveAdapter => $"remove {Device ?? "the adapter"}: {Before}",
        ChangeKind.UpdateAdapter => $"change {Device ?? "the adapter"}: {string.Join("; ", Differences(Before!, After!))}",
        ChangeKind.SelectVMotion => $"select vMotion on {Device ?? "the adapter with " + Who(Before!)}",
        ChangeKind.DeselectVMotion => $"deselect vMotion on {Device ?? "the adapter with " + Who(Before!)}",
        ChangeKind.SetGateway => $"set the gateway of the vmotion stack: {GatewaysBefore} -> {GatewaysAfter}",
        _ => Kind.ToString(),
    };

    /// <summary>What must be true right before it, in words.</summary>
    public string Precondition => Kind switch
    {
        ChangeKind.AddAdapter => After!.Addresses.Any()
            ? $"nobody has {string.Join(" or ", After.Addresses.Select(own => own.Address))}"
                + (After.Switch == SwitchKind.Standard ? $", and no adapter is on {After.PortGroup}" : string.Empty)
            : $"{After.PortGroup} takes an adapter",
        ChangeKind.RemoveAdapter => $"{Device ?? "the adapter"} is still {Before}, nothing but vMotion uses it, and no migration runs",
        ChangeKind.SetGateway => $"the gateway of the vmotion stack is still {GatewaysBefore}",
        _ => $"{Device ?? "the adapter"} is still {Before}",
    };

    /// <summary>What is there before, in a cell of a table; null where there is nothing.</summary>
    public string? BeforeText => Kind == ChangeKind.SetGateway ? GatewaysBefore!.ToString()
        : Kind == ChangeKind.UpdateAdapter ? string.Join("; ", Parts(Before!, After!).Select(part => part.Name + " " + part.Before))
        : Before?.ToString();

    /// <summary>What is there after, in a cell of a table; null where there is nothing.</summary>
    public string? AfterText => Kind == ChangeKind.SetGateway ? GatewaysAfter!.ToString()
        : Kind == ChangeKind.UpdateAdapter ? string.Join("; ", Parts(Before!, After!).Select(part => part.Name + " " + part.After))
        : After?.ToString();

    /// <summary>A host on which it has been made is like a host on which it never had to be: both satisfy it.</summary>
    public bool IsSatisfied(HostNetworking host) => Kind switch
    {
        ChangeKind.AddAdapter => host.Adapters.Any(adapter => IsMade(adapter.Settings, After!)),
        ChangeKind.RemoveAdapter => host.Find(this) is null,
        ChangeKind.SetGateway => host.Gateways == GatewaysAfter,
        _ => host.Adapters.Any(adapter => (Device is null || adapter.Device == Device) && adapter.Settings == After),
    };

    /// <inheritdoc/>
    public override string ToString() => Words;

    // A default-stack adapter that is made is not yet selected for anything, and may be by now.
    private static bool IsMade(AdapterSettings settings, AdapterSettings made) =>
        settings == made || (made.Stack != NetstackKeys.VMotion && settings with { Services = made.Services } == made);

    private static string Who(AdapterSettings settings) =>
        settings.Addresses.Any() ? string.Join(", ", settings.Addresses) : settings.PortGroup ?? settings.Stack;

    private static IEnumerable<string> Differences(AdapterSettings before, AdapterSettings after) =>
        Parts(before, after).Select(part => $"{part.Name} {part.Before} -> {part.After}");

    private static IEnumerable<(string Name, string Before, string After)> Parts(AdapterSettings before, AdapterSettings after)
    {
        if (before.Dhcp != after.Dhcp || !Nullable.Equals(before.IPv4, after.IPv4))
            yield return ("IPv4", before.Dhcp ? "DHCP" : Text(before.IPv4), after.Dhcp ? "DHCP" : Text(after.IPv4));
        if (!before.IPv6.SequenceEqual(after.IPv6)) yield return ("IPv6", Text(before.IPv6), Text(after.IPv6));
        if (before.AutoconfiguredIPv6 != after.AutoconfiguredIPv6)
            yield return ("IPv6 autoconfiguration", before.AutoconfiguredIPv6 ? "on" : "off", after.AutoconfiguredIPv6 ? "on" : "off");
        if (before.Dhcp6 != after.Dhcp6) yield return ("DHCPv6", before.Dhcp6 ? "on" : "off", after.Dhcp6 ? "on" : "off");
        if (before.Mtu != after.Mtu) yield return ("MTU", Text(before.Mtu), Text(after.Mtu));
        if (!Nullable.Equals(before.OverrideGateway, after.OverrideGateway))
            yield return ("gateway override", Text(before.OverrideGateway), Text(after.OverrideGateway));
        if (!Nullable.Equals(before.OverrideGateway6, after.OverrideGateway6))
            yield return ("IPv6 gateway override", Text(before.OverrideGateway6), Text(after.OverrideGateway6));
    }

    private static string Text(InterfaceAddress? value) => value?.ToString() ?? "none";

    private static string Text(InetAddress? value) => value?.ToString() ?? "none";

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private static string Text(IReadOnlyList<InterfaceAddress> values) => values.Count == 0 ? "none" : string.Join(", ", values);
}
