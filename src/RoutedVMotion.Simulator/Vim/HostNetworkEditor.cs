using System;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// Changes a host's network as ESXi does (facts A2, A3, B4, B6, B7, F). What public evidence leaves open is said at its place,
/// and where it matters is a matter of <see cref="LeafSpineFabric.Behavior"/>.
/// </summary>
internal sealed class HostNetworkEditor
{
    private readonly Host _host;
    private readonly LeafSpineFabric _fabric;

    public HostNetworkEditor(HostSystemObject host, LeafSpineFabric fabric)
    {
        _host = host.Host;
        _fabric = fabric;
    }

    /// <summary>Adds an adapter; gives its device.</summary>
    public string Add(string portGroup, DataObject spec)
    {
        string stack = spec.GetString("netStackInstanceKey") ?? NetstackKeys.Default;
        // Undeclared, and what vCenter 7.0.3 says (facts B6).
        if (_host.FindStack(stack) is null) throw VimFault.NotFound();
        NetworkPlace place = FindPlace(portGroup, spec, current: null) ?? throw VimFault.InvalidArgument("portgroup");
        if (spec["ip"] is not DataObject ip) throw VimFault.InvalidArgument("nic.ip");

        string device = _host.NextDevice();
        int number = int.Parse(device.Substring(3), CultureInfo.InvariantCulture);
        string mac = ReadMac(spec) ?? NewMac(number);
        var adapter = new VMKernelAdapter(device, mac, stack, place.Connect()) { AutoconfiguresIPv6 = _fabric.Behavior.NewAdapterAutoconfiguresIPv6 };
        Configure(adapter, spec, ip);
        _host.Adapters.Add(adapter);
        _host.Touch();
        return device;
    }

    /// <summary>Changes an adapter. Its stack cannot be changed; what the spec does not say stays.</summary>
    public void Update(string device, DataObject spec)
    {
        VMKernelAdapter adapter = _host.FindAdapter(device) ?? throw VimFault.NotFound();
        // Which fault this is stands nowhere [K].
        if (spec.GetString("netStackInstanceKey") is string stack && stack != adapter.Stack) throw VimFault.InvalidArgument("nic.netStackInstanceKey");
        if (spec["ip"] is not DataObject ip) throw VimFault.InvalidArgument("nic.ip");
        NetworkPlace? place = FindPlace(string.Empty, spec, adapter);

        VMKernelAdapter changed = adapter.Clone();
        Configure(changed, spec, ip);
        bool moves = place is not null || !Nullable.Equals(changed.IPv4, adapter.IPv4) || !changed.IPv6.SequenceEqual(adapter.IPv6);
        if (moves) NoteHarm(device, "readdressed");
        if (place is not null)
        {
            Release(adapter.Connection);
            changed.Connection = place.Connect();
        }

        _host.Adapters[_host.Adapters.IndexOf(adapter)] = changed;
        _host.Touch();
    }

    /// <summary>Removes an adapter.</summary>
    public void Remove(string device)
    {
        VMKernelAdapter adapter = _host.FindAdapter(device) ?? throw VimFault.NotFound();
        bool isManagement = _host.Services.Contains((ServiceNames.Management, device));
        if (isManagement && _host.Services.Count(service => service.NicType == ServiceNames.Management) == 1)
            throw VimFault.PlatformConfig($"{device} is the last adapter for management traffic, and is not removed.");
        if (_host.IscsiDevices.Contains(device)) throw VimFault.PlatformConfig($"{device} is bound to a storage adapter, and is not removed.");

        NoteHarm(device, "removed");
        Release(adapter.Connection);
        _host.Adapters.Remove(adapter);
        _host.Services.RemoveWhere(service => service.Device == device);
        // Whether a stack keeps the gateway that it had when its last adapter goes stands nowhere [K].
        if (_host.FindStack(adapter.Stack) is NetStack stack && !_host.IsActive(stack) && _fabric.Behavior.UnusedStackForgetsGateway)
        {
            stack.Gateway = null;
            stack.Gateway6 = null;
        }

        _host.Touch();
    }

    /// <summary>Changes a stack: what an edit of it says, and nothing else.</summary>
    public void EditStack(DataObject spec)
    {
        if ((spec.GetString("operation") ?? "edit") != "edit") throw VimFault.NotSupported("only edit is supported for a netStackSpec");
        var instance = (DataObject)spec["netStackInstance"]!;
        NetStack stack = _host.FindStack(instance.GetString("key") ?? string.Empty) ?? throw VimFault.NotFound();
        if (instance["ipRouteConfig"] is DataObject routes)
        {
            InetAddress? gateway = ReadGateway(routes.GetString("defaultGateway"), AddressFamily.IPv4, "ipRouteConfig.defaultGateway");
            InetAddress? gateway6 = ReadGateway(routes.GetString("ipV6DefaultGateway"), AddressFamily.IPv6, "ipRouteConfig.ipV6DefaultGateway");
            CheckGateway(stack, stack.Gateway, gateway);
            CheckGateway(stack, stack.Gateway6, gateway6);
            stack.Gateway = gateway;
            stack.Gateway6 = gateway6;
        }

        if (instance["requestedMaxNumberOfConnections"] is int connections) stack.MaxConnections = connections;
        if (instance.GetString("congestionControlAlgorithm") is string algorithm) stack.CongestionControl = algorithm;
        if (instance["routeTableConfig"] is DataObject table
            && table.GetList("ipRoute").Concat(table.GetList("ipv6Route")).Cast<DataObject>().Any(row => row.GetString("changeOperation") != "ignore"))
        {
            throw VimFault.NotSupported("this vCenter does not change static routes");
        }

        _host.Touch();
    }

    /// <summary>Does something of which all or nothing counts.</summary>
    public void Atomically(Action change)
    {
        VMKernelAdapter[] adapters = _host.Adapters.ToArray();
        (string, string)[] services = _host.Services.ToArray();
        (NetStack Stack, InetAddress? Gateway, InetAddress? Gateway6, int? Connections, string Algorithm)[] stacks =
            _host.Stacks.Select(stack => (stack, stack.Gateway, stack.Gateway6, stack.MaxConnections, stack.CongestionControl)).ToArray();
        try
        {
            change();
        }
        catch (VimFault)
        {
            _host.Adapters.Clear();
            _host.Adapters.AddRange(adapters);
            // The ports that were given up are taken again.
            foreach (DistributedConnection port in adapters.Select(adapter => adapter.Connection).OfType<DistributedConnection>())
                if (!port.PortGroup.Ports.Contains(port.PortKey)) port.PortGroup.Ports.Add(port.PortKey);
            _host.Services.Clear();
            _host.Services.UnionWith(services);
            foreach (var (stack, gateway, gateway6, connections, algorithm) in stacks)
                (stack.Gateway, stack.Gateway6, stack.MaxConnections, stack.CongestionControl) = (gateway, gateway6, connections, algorithm);
            _host.Touch();
            throw;
        }
    }

    /// <summary>Selects an adapter for a service, or no longer.</summary>
    public void Select(string nicType, string device, bool selected)
    {
        if (!Rendering.ServiceRenderer.NicTypes.Contains(nicType)) throw VimFault.InvalidArgument("nicType");
        VMKernelAdapter adapter = _host.FindAdapter(device) ?? throw VimFault.InvalidArgument("device");
        // Other stacks imply their service, and take no other (facts A2).
        if (adapter.Stack != NetstackKeys.Default) throw VimFault.InvalidArgument("device");
        if (nicType is ServiceNames.Vsan or "vsanWitness") throw VimFault.PlatformConfig("vSAN is configured by HostVsanSystem.");
        if (!selected && !_host.Services.Contains((nicType, device))) throw VimFault.InvalidArgument("device");
        if (!selected && nicType == ServiceNames.VMotion) NoteHarm(device, "deselected");
        if (selected) _host.Services.Add((nicType, device));
        else _host.Services.Remove((nicType, device));
        _host.Touch();
    }

    private void NoteHarm(string device, string what)
    {
        // A migration completes on an adapter that is deselected, but not on one that is gone or has another address.
        if (what == "deselected") return;
        foreach (Migration migration in _fabric.Migrations.Where(migration => migration.IsRunning && migration.Adapters.Contains((_host, device))))
            _fabric.MigrationsHarmed.Add($"{device} of {_host.Name} was {what} while {migration.Machine.Name} migrated from {migration.Source.Name} to {migration.Target.Name}");
    }

    private static void Configure(VMKernelAdapter adapter, DataObject spec, DataObject ip)
    {
        adapter.Dhcp = ip.GetBoolean("dhcp");
        // Nobody here hands out leases: a DHCP adapter has no address.
        adapter.IPv4 = adapter.Dhcp ? null : ReadIPv4(ip);
        if (ip["ipV6Config"] is DataObject ipv6) ConfigureIPv6(adapter, ipv6);
        if (spec["mtu"] is int mtu)
        {
            if (mtu is < 1280 or > 9000) throw VimFault.InvalidArgument("nic.mtu");
            adapter.Mtu = mtu;
        }

        if (spec["ipRouteSpec"] is not DataObject route) return;
        // A spec without a gateway clears it; no spec leaves it (facts A3).
        var config = route["ipRouteConfig"] as DataObject;
        adapter.OverrideGateway = ReadGateway(config?.GetString("defaultGateway"), AddressFamily.IPv4, "nic.ipRouteSpec");
        adapter.OverrideGateway6 = ReadGateway(config?.GetString("ipV6DefaultGateway"), AddressFamily.IPv6, "nic.ipRouteSpec");
    }

    // Rows with an operation are a change of the list; a list without any is the list. Which of the two a host goes by stands
    // nowhere [K], and a client that sends both is understood either way.
    private static void ConfigureIPv6(VMKernelAdapter adapter, DataObject config)
    {
        if (config["autoConfigurationEnabled"] is bool automatic) adapter.AutoconfiguresIPv6 = automatic;
        DataObject[] rows = config.GetList("ipV6Address").Cast<DataObject>().ToArray();
        InterfaceAddress Read(DataObject row) =>
            InetAddress.TryParse(row.GetString("ipAddress"), out InetAddress address) && address.Family == AddressFamily.IPv6 && row["prefixLength"] is int length and > 0 and <= 128
                ? new InterfaceAddress(address, length)
                : throw VimFault.InvalidArgument("nic.ip.ipV6Config.ipV6Address");

        bool isChange = rows.Any(row => row.GetString("operation") is not null);
        if (!isChange) adapter.IPv6.Clear();
        foreach (DataObject row in rows)
        {
            InterfaceAddress address = Read(row);
            // A link-local address is the adapter's own.
            if (address.Address.IsLinkLocal) continue;
            switch (row.GetString("operation"))
            {
                case "remove":
                    adapter.IPv6.Remove(address);
                    break;
                case "add" or null when !isChange || row.GetString("operation") == "add":
                    if (!adapter.IPv6.Contains(address)) adapter.IPv6.Add(address);
                    break;
            }
        }
    }

    private static InterfaceAddress? ReadIPv4(DataObject ip)
    {
        if (string.IsNullOrEmpty(ip.GetString("ipAddress"))) return null;
        bool isRight = InetAddress.TryParse(ip.GetString("ipAddress"), out InetAddress address) && address.Family == AddressFamily.IPv4
            && !address.IsUnspecified && !address.IsMulticast;
        if (!isRight) throw VimFault.InvalidArgument("nic.ip.ipAddress");
        if (!Subnet.TryParseNetmask(ip.GetString("subnetMask"), out int length) || length == 0) throw VimFault.InvalidArgument("nic.ip.subnetMask");
        return new InterfaceAddress(address, length);
    }

    private static InetAddress? ReadGateway(string? text, AddressFamily family, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return InetAddress.TryParse(text, out InetAddress gateway) && gateway.Family == family
            ? gateway.IsUnspecified ? null : gateway
            : throw VimFault.InvalidArgument(name);
    }

    private void CheckGateway(NetStack stack, InetAddress? before, InetAddress? after)
    {
        if (before == after) return;
        if (after is InetAddress gateway)
        {
            // Which fault this is stands nowhere [K]; that it is refused does (facts A2).
            if (!_host.Adapters.Any(adapter => adapter.Stack == stack.Key && adapter.IsOnLink(gateway)))
                throw VimFault.PlatformConfig($"Unable to set VMkernel gateway to {gateway}: it is in no subnet of an adapter of stack {stack.Key}.");
        }
        else if (_host.IsActive(stack) && !_fabric.Behavior.UsedStackClearsGateway)
        {
            throw VimFault.PlatformConfig($"The gateway of stack {stack.Key} cannot be removed while an adapter uses it.");
        }
    }

    private static string? ReadMac(DataObject spec)
    {
        if (spec.GetString("mac") is not { Length: > 0 } text) return null;
        string[] octets = text.Split(':');
        bool isRight = octets.Length == 6 && octets.All(octet => octet.Length == 2 && byte.TryParse(octet, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _));
        return isRight ? text.ToLowerInvariant() : throw VimFault.InvalidArgument("nic.mac");
    }

    // Another one than the adapter of this number had that was removed before.
    private string NewMac(int number)
    {
        string mac = FabricBuilder.AdapterMac(_host, number);
        int turn = ++_fabric.MadeAdapters;
        return mac.Substring(0, 9) + string.Join(":", new[] { turn >> 16, turn >> 8, turn }.Select(value => (value & 255).ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static void Release(NetworkConnection connection)
    {
        if (connection is DistributedConnection distributed) distributed.PortGroup.Ports.Remove(distributed.PortKey);
    }

    /// <summary>Where the adapter is to be connected; null where it stays.</summary>
    private NetworkPlace? FindPlace(string portGroup, DataObject spec, VMKernelAdapter? current)
    {
        if (spec["opaqueNetwork"] is not null) throw VimFault.NotSupported("adapters on opaque networks are NSX's");
        if (spec["distributedVirtualPort"] is DataObject port)
        {
            if (portGroup.Length > 0) throw VimFault.InvalidArgument("portgroup");
            return FindDistributed(port, current);
        }

        string name = portGroup.Length > 0 ? portGroup : spec.GetString("portgroup") ?? string.Empty;
        if (name.Length == 0 || (current?.Connection as StandardConnection)?.PortGroup.Name == name) return null;
        StandardPortGroup group = _host.StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).FirstOrDefault(one => one.Name == name)
            ?? throw VimFault.InvalidArgument("portgroup");
        if (_host.Adapters.Any(other => other != current && (other.Connection as StandardConnection)?.PortGroup == group)) throw VimFault.AlreadyExists(name);
        return new NetworkPlace(() => FabricBuilder.Connect(_host, group));
    }

    private NetworkPlace? FindDistributed(DataObject port, VMKernelAdapter? current)
    {
        DistributedPortGroup group = _host.Datacenter.Switches.SelectMany(vds => vds.PortGroups)
            .FirstOrDefault(one => one.Key == port.GetString("portgroupKey") && one.Switch.Uuid == port.GetString("switchUuid"))
            ?? throw VimFault.NotFound();
        if ((current?.Connection as DistributedConnection)?.PortGroup == group) return null;
        if (group.IsAssignDenied) throw VimFault.NoPermission(new ManagedReference("DistributedVirtualPortgroup", group.Key), AuthorizationManagerObject.AssignPrivilege);
        // Of the next three the fault's type stands nowhere [K].
        if (!_host.ProxySwitches.Any(proxy => proxy.Switch == group.Switch)) throw VimFault.PlatformConfig($"{_host.Name} is no member of {group.Switch.Name}.");
        if (group.IsUplink || group.Segment is not null) throw VimFault.PlatformConfig($"{group.Name} takes no vmkernel adapter.");
        if (group.Ports.Count >= group.MaximumPorts) throw VimFault.PlatformConfig($"{group.Name} has no free port.");
        return new NetworkPlace(() => new DistributedConnection(group));
    }

    /// <summary>A place to connect to; the port is taken when all else is known to be right.</summary>
    private sealed record NetworkPlace(Func<NetworkConnection> Connect);
}
