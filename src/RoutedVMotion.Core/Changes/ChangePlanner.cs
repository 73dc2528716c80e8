using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// What has to be done to a host so that it is as its rack is planned: host state and plan in, an ordered list of changes out.
/// Pure, and the same at every run: a host that is as planned gets the empty list.
/// </summary>
public sealed class ChangePlanner
{
    private readonly ChangeOptions _options;
    private readonly OpenEnds? _openEnds;
    private readonly PortGroupChoice _portGroups;

    /// <summary>Plans for hosts of this fabric, which has a plan.</summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="options">What may be done.</param>
    /// <param name="openEnds">What runs that were cut off have left; null for nothing.</param>
    public ChangePlanner(FabricIndex fabric, ChangeOptions options, OpenEnds? openEnds = null)
    {
        _openEnds = openEnds;
        if (fabric.Plan is null) throw new ArgumentException("Without a plan there is nothing to change hosts to.", nameof(fabric));
        _options = options;
        _portGroups = new PortGroupChoice(fabric.Fabric);
    }

    /// <summary>The host has an old adapter that might go, so that its storage has to be looked at.</summary>
    public bool NeedsStorage(HostContext host) => !_options.KeepOldAdapter && OldAdapters(host).Any(adapter => !IsProtected(adapter) && !adapter.Dhcp);

    /// <summary>Plans the changes of a host.</summary>
    /// <param name="host">The host, of the fabric of this planner.</param>
    /// <param name="storage">Its storage; null if it was not read, which keeps old adapters.</param>
    public HostChangePlan Plan(HostContext host, HostStorage? storage)
    {
        HostNetworking before = HostNetworking.Of(host.Host);
        var plan = new HostChangePlan { Host = host.Host, Before = before, Rack = host.Rack?.Plan?.Name };
        var refusals = new List<Refusal>(OfHost(host));
        if (host.Rack?.Plan is not Rack rack || host.Host.AdaptersUnread) return plan with { Refusals = refusals };

        var notes = new List<string>();
        var wanted = new List<WantedAdapter>();
        foreach (AssignedAdapter assigned in host.Assigned!.Adapters)
            if (Want(host, rack, assigned, refusals) is WantedAdapter one) wanted.Add(one);
        List<UnwantedAdapter> unwanted = Unwanted(host, wanted, storage, notes);
        StackGateways? gateways = rack.VMotion.Stack == NetstackKeys.VMotion ? WantedGateways(host, rack, before, wanted) : null;

        Transition transition = Transition.Plan(before, wanted, unwanted, gateways);
        bool isNeeded = transition.Obstacle is not null || transition.All.Count > 0 || wanted.Count < host.Assigned.Adapters.Count;
        if (!isNeeded)
        {
            // As planned: what would forbid a change is of no interest, unless it casts doubt on what was read.
            refusals.RemoveAll(refusal => refusal.Reason is not (RefusalReason.HostDisconnected or RefusalReason.HostNotRead));
            return plan with { Refusals = refusals, Notes = refusals.Count == 0 ? notes : [] };
        }

        if (transition.Obstacle is string obstacle)
        {
            refusals.Add(new Refusal(
                RefusalReason.InTheWay,
                $"{Capital(obstacle)}.",
                "Give the plan another address or port group for this host, or move what is in the way by hand."));
        }

        if (refusals.Count > 0) return plan with { Refusals = refusals };
        if (host.Host.HostProfile is string profile)
            notes.Add($"Host profile {profile} is attached: remediating it would put the network back. Update the profile afterwards.");
        return plan with { Prepare = transition.Prepare, Finish = transition.Finish, Notes = notes };
    }

    /// <summary>
    /// The window of a cluster, in words: who cannot migrate to whom while its hosts are changed; null if migrations go on.
    /// </summary>
    public static string? WindowOf(string? cluster, IReadOnlyList<HostChangePlan> hosts)
    {
        string[] changing = hosts.Where(host => host.HasWindow).Select(host => host.Host.Name).ToArray();
        if (changing.Length == 0) return null;
        string[] without = hosts
            .Where(host => host.Prepare.Any(change => change.Kind == ChangeKind.RemoveAdapter))
            .Select(host => host.Host.Name)
            .ToArray();
        string words = changing.Length == 1
            ? $"From its first change on, {changing[0]} migrates only to and from hosts of {cluster ?? "the fabric"} that are already as planned."
            : $"Until the last of {Rules.Words.Count(changing.Length, "host")} of {cluster ?? "no cluster"} is ready, hosts that are changed already and hosts "
                + "that are not yet cannot migrate to each other; among themselves both can.";
        if (without.Length > 0)
            words += $" {Rules.Words.List(without)} {(without.Length == 1 ? "has" : "have")} no vMotion at all between the removal of the old adapter and the gateway of the new one.";
        return words;
    }

    private IEnumerable<Adapter> OldAdapters(HostContext host) => host.Rack?.Plan is not Rack rack
        ? Enumerable.Empty<Adapter>()
        : host.Host.Adapters.Where(adapter => (adapter.IsForVMotion && adapter.Stack != rack.VMotion.Stack) || _openEnds?.IsLeftOver(host.Host, adapter) == true);

    private static bool IsProtected(Adapter adapter) => adapter.SystemOwned || adapter.HasService(ServiceNames.Management);

    private IEnumerable<Refusal> OfHost(HostContext host)
    {
        EsxHost esx = host.Host;
        if (host.Match is { Tied.Count: > 0 } match)
        {
            yield return new Refusal(
                RefusalReason.HostInTwoRacks,
                $"Racks {Rules.Words.List(match.Tied.Select(rack => rack.Name))} claim the host with equal right.",
                "Name the host in one of them only.");
        }
        else if (host.Rack?.Plan is null)
        {
            yield return host.Match?.IsExcluded == true
                ? new Refusal(RefusalReason.HostInNoRack, "The plan excludes the host.", "Nothing, if that is intended.")
                : new Refusal(RefusalReason.HostInNoRack, "No rack of the plan claims the host.", "Add it to a rack's hosts, or exclude it.");
        }

        if (esx.Connection is HostConnection.Disconnected or HostConnection.NotResponding)
        {
            yield return new Refusal(
                RefusalReason.HostDisconnected,
                esx.Connection == HostConnection.Disconnected ? "The host is disconnected." : "The host does not respond.",
                "Reconnect the host, then run this again.");
        }
        else if (esx.AdaptersUnread || esx.Stacks.Count == 0)
        {
            yield return new Refusal(
                RefusalReason.HostNotRead,
                "Its vmkernel adapters or TCP/IP stacks could not be read: " + string.Join(" ", esx.Unread),
                "Give the account read access to the host, then run this again.");
        }

        if (host.IsOlderThan(6, 0))
            yield return new Refusal(RefusalReason.HostTooOld, $"ESXi {esx.Version} has no vmotion TCP/IP stack.", "Upgrade the host.");
        else if (host.Rack?.Plan?.VMotion.Stack == NetstackKeys.Default && host.IsOlderThan(6, 5))
            yield return new Refusal(RefusalReason.OverrideUnsupported, $"ESXi {esx.Version} has no gateway override.", "Upgrade the host, or plan the vmotion stack.");
        else if (esx.MultipleStacksSupported == false && host.Rack?.Plan?.VMotion.Stack == NetstackKeys.VMotion)
            yield return new Refusal(RefusalReason.StacksUnsupported, "The host does not support several TCP/IP stacks.", "Plan the default stack with an override for its rack.");

        if (host.Cluster?.Cluster?.ConfigManagerEnabled == true && !_options.AllowManagedCluster)
        {
            yield return new Refusal(
                RefusalReason.ClusterManagedAsWhole,
                $"vCenter manages the configuration of {esx.Cluster} as a whole and would put the change back.",
                "Make the change in the cluster's configuration, or say -AllowManagedCluster and update the configuration afterwards.");
        }
    }

    private WantedAdapter? Want(HostContext host, Rack rack, AssignedAdapter assigned, List<Refusal> refusals)
    {
        RackVMotion segment = rack.VMotion;
        Adapter? current = assigned.Current;
        if (current is not null && IsProtected(current))
        {
            refusals.Add(new Refusal(
                RefusalReason.AdapterProtected,
                $"{current.Device} carries management or belongs to the system, and is never touched.",
                "Give vMotion an adapter of its own by hand, then run this again."));
            return null;
        }

        if (current is { Dhcp: true })
        {
            refusals.Add(new Refusal(
                RefusalReason.AddressFromDhcp,
                $"{current.Device} has its address from DHCP, and the plan is static.",
                "Reserve the planned address for it there and exclude the host, or make the adapter static by hand."));
            return null;
        }

        foreach (AssignedAddress missing in new[] { assigned.IPv4, assigned.IPv6 }.OfType<AssignedAddress>().Where(address => address.Address is null))
        {
            refusals.Add(new Refusal(
                RefusalReason.NoAddress, $"There is no address for it: {missing.Explanation}.", "Mend the pool or the addresses of its rack in the plan."));
        }

        PortGroup? group = ChoosePortGroup(host, rack, assigned, refusals);
        if (assigned.IPv4 is { Address: null } || assigned.IPv6 is { Address: null } || group is null) return null;

        int? mtu = segment.Mtu ?? current?.Mtu ?? assigned.Replaces?.Mtu;
        bool isNew = current is null || group.Id != current.PortGroup?.Id;
        if (group.SwitchMtu < mtu && (isNew || mtu != current!.Mtu))
        {
            refusals.Add(new Refusal(
                RefusalReason.MtuAboveSwitch,
                $"MTU {mtu} is planned, and the switch of {group.Name} has {group.SwitchMtu}.",
                "Raise the MTU of the switch first."));
            return null;
        }

        AdapterSettings settings = current is null ? New(segment, assigned, group, mtu) : Changed(host, segment, assigned, current, group, mtu);
        return new WantedAdapter(settings, current?.Device);
    }

    private static AdapterSettings New(RackVMotion segment, AssignedAdapter assigned, PortGroup group, int? mtu)
    {
        bool overrides = segment.Stack != NetstackKeys.VMotion;
        return new AdapterSettings
        {
            Stack = segment.Stack,
            PortGroupId = group.Id,
            PortGroup = group.Name,
            Switch = group.Kind,
            IPv4 = assigned.IPv4?.Address,
            IPv6 = assigned.IPv6?.Address is InterfaceAddress ip6 ? new[] { ip6 } : Array.Empty<InterfaceAddress>(),
            Mtu = mtu ?? 1500,
            OverrideGateway = overrides ? segment.Gateway : null,
            OverrideGateway6 = overrides ? segment.Gateway6 : null,
            Services = overrides ? new[] { ServiceNames.VMotion } : Array.Empty<string>(),
        };
    }

    private static AdapterSettings Changed(
        HostContext host, RackVMotion segment, AssignedAdapter assigned, Adapter current, PortGroup group, int? mtu)
    {
        AdapterSettings settings = AdapterSettings.Of(current) with { PortGroupId = group.Id, PortGroup = group.Name, Switch = group.Kind, Mtu = mtu };
        // On the default stack it may have been made and not been selected yet, by a run that was cut off.
        if (segment.Stack != NetstackKeys.VMotion && !settings.IsForVMotion) settings = settings.WithVMotion(true);
        if (assigned.IPv4?.Address is InterfaceAddress ip) settings = settings with { IPv4 = ip };
        // An address that another family's router hands out stays beside the planned one.
        if (assigned.IPv6?.Address is InterfaceAddress ip6 && !current.IPv6.Contains(ip6)) settings = settings with { IPv6 = new[] { ip6 } };

        AdapterContext? context = host.OnRackStack.FirstOrDefault(adapter => ReferenceEquals(adapter.Adapter, current));
        foreach (AddressFamily family in Rules.Words.Families)
        {
            if (segment.GetGateway(family) is not InetAddress gateway || current.GetOverride(family) == gateway) continue;
            bool isNone = current.GetOverride(family) is null;
            if (segment.Stack == NetstackKeys.VMotion)
            {
                // An override hides the gateway of the stack: one that is wrong has to go before that one counts.
                if (isNone) continue;
                settings = family == AddressFamily.IPv4 ? settings with { OverrideGateway = null } : settings with { OverrideGateway6 = null };
            }
            else if (!isNone || context?.GatewayFault(family) != GatewayFault.None)
            {
                settings = family == AddressFamily.IPv4 ? settings with { OverrideGateway = gateway } : settings with { OverrideGateway6 = gateway };
            }
        }

        return settings;
    }

    private PortGroup? ChoosePortGroup(HostContext host, Rack rack, AssignedAdapter assigned, List<Refusal> refusals)
    {
        IReadOnlyList<string> names = assigned.Index < rack.VMotion.Adapters.Count ? rack.VMotion.Adapters[assigned.Index].PortGroups : Array.Empty<string>();
        PortGroup? current = assigned.Current?.PortGroup;
        if (current is not null && (names.Count == 0 || names.Contains(current.Name, StringComparer.OrdinalIgnoreCase))) return current;

        string asked = string.Join(" or ", names);
        IReadOnlyList<PortGroup> found = names.Count > 0 ? _portGroups.Find(host.Host, names)
            : assigned.Replaces?.PortGroup is PortGroup replaced ? new[] { replaced }
            : Array.Empty<PortGroup>();
        Refusal? refusal = found.Count switch
        {
            0 when names.Count == 0 => new Refusal(
                RefusalReason.PortGroupMissing,
                $"{rack.Name} names no port group, and the host has no vMotion adapter to take it from.",
                "Name the port group in the plan's adapters."),
            0 => new Refusal(
                RefusalReason.PortGroupMissing,
                $"None of the host's switches has {asked}.",
                "Add the host to the distributed switch, or make the port group, then run this again."),
            > 1 => new Refusal(
                RefusalReason.PortGroupAmbiguous,
                $"The host's switches have {string.Join(" and ", found.Select(group => group.Name))}: which is meant cannot be told.",
                "Name one of them only."),
            _ when found[0].Kind is SwitchKind.Nsx or SwitchKind.Opaque => new Refusal(
                RefusalReason.PortGroupOfNsx, $"{found[0].Name} is NSX's, and adapters there are not ours to make.", "Plan a port group of a distributed or standard switch."),
            _ when rack.VMotion.Vlan is int vlan && found[0].Vlan.Id is int tagged && tagged != vlan => new Refusal(
                RefusalReason.VlanDiffers,
                $"{found[0].Name} tags with VLAN {tagged}, and {rack.Name} has {vlan}.",
                "Mend the VLAN of the port group or of the plan: an adapter there would reach nobody."),
            _ => null,
        };
        if (refusal is null) return found[0];
        refusals.Add(refusal);
        return null;
    }

    private List<UnwantedAdapter> Unwanted(HostContext host, List<WantedAdapter> wanted, HostStorage? storage, List<string> notes)
    {
        var unwanted = new List<UnwantedAdapter>();
        foreach (Adapter adapter in OldAdapters(host))
        {
            if (adapter.SystemOwned) continue;
            if (adapter.HasService(ServiceNames.Management))
            {
                notes.Add($"vMotion stays selected on {adapter.Device}, which carries management and is never touched; it is dead there. Deselect it by hand.");
                continue;
            }

            if (adapter.Dhcp)
            {
                notes.Add($"{adapter.Device} has its address from DHCP and stays as it is; vMotion is dead there.");
                continue;
            }

            if (_options.KeepOldAdapter)
            {
                bool isReused = wanted.Any(one => one.Device is null && one.Settings.Addresses.Any(address => adapter.Addresses.Any(own => own.Address == address.Address)));
                if (!isReused) notes.Add($"{adapter.Device} stays as it is (-KeepOldAdapter); vMotion is dead there.");
                continue;
            }

            IReadOnlyList<string> uses = AdapterUse.Of(host.Host, adapter, storage);
            if (uses.Count > 0) notes.Add($"{adapter.Device} stays, with vMotion deselected: {string.Join("; ", uses)}.");
            unwanted.Add(new UnwantedAdapter(adapter.Device, uses.Count == 0));
        }

        return unwanted;
    }

    private static StackGateways WantedGateways(HostContext host, Rack rack, HostNetworking before, List<WantedAdapter> wanted)
    {
        StackGateways gateways = before.Gateways;
        foreach (AddressFamily family in Rules.Words.Families)
        {
            // A rack without a gateway is a flat island: what the host has is nobody's business.
            if (rack.VMotion.GetGateway(family) is not InetAddress planned || before.Gateways.Get(family) == planned) continue;
            bool isSound = wanted.Count > 0 && wanted.All(one => one.Device is not null
                && host.OnRackStack.Any(adapter => adapter.Device == one.Device
                    && AdapterSettings.Of(adapter.Adapter).Addresses.SequenceEqual(one.Settings.Addresses)
                    && adapter.Adapter.GetOverride(family) == (family == AddressFamily.IPv4 ? one.Settings.OverrideGateway : one.Settings.OverrideGateway6)
                    && adapter.GatewayFault(family) == GatewayFault.None));
            // Static routes to all other racks, a router's own advertisement: as good as the gateway, and left alone.
            if (!isSound) gateways = gateways.With(family, planned);
        }

        return gateways;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text.Substring(1);
}
