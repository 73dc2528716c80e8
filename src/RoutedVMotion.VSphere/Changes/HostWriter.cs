using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// Makes changes: each is one call, and only what has to change is in it (facts B4 to B7). Whether it took effect is for whoever
/// calls to look at; nothing is repeated here, but for a call that vCenter did not carry out because the session had ended.
/// </summary>
internal sealed class HostWriter
{
    private readonly VSphereSession _session;
    private readonly ConcurrentDictionary<string, string> _switches = new(StringComparer.Ordinal);

    public HostWriter(VSphereSession session) => _session = session;

    /// <summary>Makes a change of a host.</summary>
    /// <param name="host">The host as it is right before.</param>
    /// <param name="change">The change; the host's state allows it.</param>
    /// <param name="cancel">Ends the wait and not the change.</param>
    /// <returns>The device that a new adapter got; null for other changes.</returns>
    /// <exception cref="VSphereException">It failed, or nobody knows whether it did.</exception>
    public async Task<string?> ApplyAsync(HostSighting host, Change change, CancellationToken cancel)
    {
        ManagedObjectReference network = host.NetworkSystem ?? throw Lacks(host, "network system");
        string device = host.Networking.Find(change)?.Device ?? string.Empty;
        switch (change.Kind)
        {
            case ChangeKind.AddAdapter:
                return await AddAsync(network, change, cancel).ConfigureAwait(false);
            case ChangeKind.UpdateAdapter:
                await _session.CallAsync(new UpdateVirtualNic { This = network, Device = device, Nic = SpecOf(change.Before!, change.After!) }, cancel).ConfigureAwait(false);
                return null;
            case ChangeKind.RemoveAdapter:
                await _session.CallAsync(new RemoveVirtualNic { This = network, Device = device }, cancel).ConfigureAwait(false);
                return null;
            case ChangeKind.SetGateway:
                await _session.CallAsync(new UpdateNetworkConfig { This = network, Config = ConfigOf(change.GatewaysAfter!), ChangeMode = "modify" }, cancel).ConfigureAwait(false);
                return null;
            case ChangeKind.SelectVMotion:
                await _session.CallAsync(
                    new SelectVnicForNicType { This = host.VirtualNicManager ?? throw Lacks(host, "virtual NIC manager"), NicType = ServiceNames.VMotion, Device = device },
                    cancel).ConfigureAwait(false);
                return null;
            case ChangeKind.DeselectVMotion:
                await _session.CallAsync(
                    new DeselectVnicForNicType { This = host.VirtualNicManager ?? throw Lacks(host, "virtual NIC manager"), NicType = ServiceNames.VMotion, Device = device },
                    cancel).ConfigureAwait(false);
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "Unknown kind of change.");
        }
    }

    /// <summary>Has vCenter read the host's network again. A server that does not do that is none the worse for it.</summary>
    public async Task RefreshAsync(HostSighting host, CancellationToken cancel)
    {
        if (host.NetworkSystem is null) return;
        try
        {
            await _session.CallAsync(new RefreshNetworkSystem { This = host.NetworkSystem }, cancel).ConfigureAwait(false);
        }
        catch (VSphereFaultException) when (_session.IsConnected)
        {
            // Waiting does it, too.
        }
    }

    private VSphereReplyException Lacks(HostSighting host, string what) => new(
        _session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} does not say which {what} {host.Host.Name} has.");

    private async Task<string?> AddAsync(ManagedObjectReference network, Change change, CancellationToken cancel)
    {
        AdapterSettings settings = change.After!;
        HostVirtualNicSpec spec = SpecOf(null, settings);
        spec.Mac = change.Mac;
        spec.NetStackInstanceKey = settings.Stack;
        bool isStandard = settings.Switch == SwitchKind.Standard;
        if (!isStandard)
        {
            spec.DistributedVirtualPort = new DistributedVirtualSwitchPortConnection
            {
                SwitchUuid = await FindSwitchAsync(settings.PortGroupId!, cancel).ConfigureAwait(false),
                PortgroupKey = settings.PortGroupId,
            };
        }

        return await _session.CallAsync(new AddVirtualNic { This = network, Portgroup = isStandard ? settings.PortGroupId : string.Empty, Nic = spec }, cancel).ConfigureAwait(false);
    }

    // The uuid of the switch that a distributed port group is on: it does not change.
    private async Task<string> FindSwitchAsync(string portGroupId, CancellationToken cancel)
    {
        if (_switches.TryGetValue(portGroupId, out string? known)) return known;
        string? uuid = null;
        var portGroup = new ManagedObjectReference("DistributedVirtualPortgroup", portGroupId);
        ManagedObjectReference? vds = null;
        var reader = new PropertyReader(_session);
        await reader.ReadObjectsAsync(
            [new ObjectSpec { Obj = portGroup, Skip = false }],
            [new PropertySpec { Type = portGroup.Type, PathSet = ["config.distributedVirtualSwitch"] }],
            null,
            found => vds = found.Get<ManagedObjectReference>("config.distributedVirtualSwitch"),
            null,
            cancel).ConfigureAwait(false);
        if (vds is not null)
        {
            await reader.ReadObjectsAsync(
                [new ObjectSpec { Obj = vds, Skip = false }],
                [new PropertySpec { Type = "DistributedVirtualSwitch", PathSet = ["uuid"] }],
                null,
                found => uuid = found.Get<string>("uuid"),
                null,
                cancel).ConfigureAwait(false);
        }

        if (uuid is null)
            throw new VSphereReplyException(_session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} does not say which switch port group {portGroupId} is on.");
        return _switches[portGroupId] = uuid;
    }

    // Of an adapter that is there, the addresses are always sent (facts B6), the rest only where it changes.
    private static HostVirtualNicSpec SpecOf(AdapterSettings? before, AdapterSettings after)
    {
        var spec = new HostVirtualNicSpec
        {
            Ip = new HostIpConfig
            {
                Dhcp = after.Dhcp,
                IpAddress = after.IPv4?.Address.ToString(),
                SubnetMask = after.IPv4 is InterfaceAddress ipv4 ? InetAddress.Parse("255.255.255.255").Mask(ipv4.PrefixLength).ToString() : null,
                IpV6Config = IPv6Of(before, after),
            },
            Mtu = after.Mtu == before?.Mtu ? null : after.Mtu,
        };
        bool overrides = before is null
            ? after.OverrideGateway is not null || after.OverrideGateway6 is not null
            : !Nullable.Equals(before.OverrideGateway, after.OverrideGateway) || !Nullable.Equals(before.OverrideGateway6, after.OverrideGateway6);
        if (overrides)
        {
            // Without a gateway in it, it clears the override (facts A3).
            spec.IpRouteSpec = new HostVirtualNicIpRouteSpec
            {
                IpRouteConfig = new HostIpRouteConfig
                {
                    DefaultGateway = after.OverrideGateway?.ToString(),
                    IpV6DefaultGateway = after.OverrideGateway6?.ToString(),
                },
            };
        }

        return spec;
    }

    // Whether a list is the change or the whole stands nowhere [K]: each row says what is meant, and those that stay are there, too.
    private static HostIpConfigIpV6AddressConfiguration? IPv6Of(AdapterSettings? before, AdapterSettings after)
    {
        InterfaceAddress[] gone = before is null ? [] : before.IPv6.Except(after.IPv6).ToArray();
        InterfaceAddress[] made = after.IPv6.Except(before?.IPv6 ?? []).ToArray();
        bool isAsBefore = before is not null && gone.Length == 0 && made.Length == 0
            && before.AutoconfiguredIPv6 == after.AutoconfiguredIPv6 && before.Dhcp6 == after.Dhcp6;
        bool isNone = before is null && made.Length == 0 && !after.AutoconfiguredIPv6 && !after.Dhcp6;
        if (isAsBefore || isNone) return null;
        return new HostIpConfigIpV6AddressConfiguration
        {
            IpV6Address =
            [
                .. gone.Select(address => RowOf(address, "remove")),
                .. after.IPv6.Except(made).Select(address => RowOf(address, null)),
                .. made.Select(address => RowOf(address, "add")),
            ],
            AutoConfigurationEnabled = after.AutoconfiguredIPv6,
            DhcpV6Enabled = after.Dhcp6,
        };
    }

    private static HostIpConfigIpV6Address RowOf(InterfaceAddress address, string? operation) => new()
    {
        IpAddress = address.Address.ToString(),
        PrefixLength = address.PrefixLength,
        Operation = operation,
    };

    // Nothing but the gateways of the vmotion stack, ever (design 6.4): whatever else were in it, a mistake would cost the host.
    private static HostNetworkConfig ConfigOf(StackGateways gateways) => new()
    {
        NetStackSpec =
        [
            new HostNetworkConfigNetStackSpec
            {
                NetStackInstance = new HostNetStackInstance
                {
                    Key = NetstackKeys.VMotion,
                    IpRouteConfig = new HostIpRouteConfig { DefaultGateway = gateways.IPv4?.ToString(), IpV6DefaultGateway = gateways.IPv6?.ToString() },
                },
                Operation = "edit",
            },
        ],
    };
}
