using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>An ESXi host: what an administrator has configured on it, and where its cables end. It can change.</summary>
internal sealed class Host
{
    public Host(Rack rack, int number, string name)
    {
        Rack = rack;
        Number = number;
        Name = name;
    }

    public Rack Rack { get; }

    /// <summary>From 1, within its rack.</summary>
    public int Number { get; }

    /// <summary>For example esx-0101.example.com.</summary>
    public string Name { get; }

    /// <summary>Its managed object id, where it is a twin's; null to be given one.</summary>
    public string? Id { get; init; }

    /// <summary>It can have more than one TCP/IP stack; null where it does not say.</summary>
    public bool? HasMultipleStacks { get; init; } = true;

    /// <summary>The vMotion segment that it is meant to be in.</summary>
    public VMotionSegment Segment { get; set; } = null!;

    /// <summary>Null for a host that is in no cluster.</summary>
    public Cluster? Cluster { get; set; }

    public Datacenter Datacenter { get; set; } = null!;

    public string Version { get; set; } = "8.0.2";

    public string Build { get; set; } = "22380479";

    public HostState State { get; set; }

    public bool InMaintenanceMode { get; set; }

    /// <summary>The user may see that it exists, and read nothing of it.</summary>
    public bool IsUnreadable { get; set; }

    /// <summary>vCenter has no configuration of it, as of a host that was never connected.</summary>
    public bool HasNoConfig { get; init; }

    /// <summary>The paths of properties that the user may not read.</summary>
    public ISet<string> Unreadable { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The user lacks Host.Config.Network on it: no esxcli, and no change of its network.</summary>
    public bool IsEsxCliDenied { get; set; }

    /// <summary>The servers of its NFS datastores, as they were entered.</summary>
    public List<string> NfsServers { get; } = new();

    /// <summary>The addresses of the targets of its software iSCSI adapter.</summary>
    public List<string> IscsiTargets { get; } = new();

    /// <summary>The vmkernel adapters that are bound to its software iSCSI adapter.</summary>
    public List<string> IscsiDevices { get; } = new();

    public List<PhysicalNic> PhysicalNics { get; } = new();

    public List<StandardSwitch> StandardSwitches { get; } = new();

    public List<ProxySwitch> ProxySwitches { get; } = new();

    public List<OpaqueSwitch> OpaqueSwitches { get; } = new();

    public List<VMKernelAdapter> Adapters { get; } = new();

    public List<NetStack> Stacks { get; } = new();

    public List<VirtualMachine> VirtualMachines { get; } = new();

    /// <summary>The services that somebody selected: nicType and device. What a stack implies is not in here.</summary>
    public HashSet<(string NicType, string Device)> Services { get; } = new();

    /// <summary>The addresses that the adapters have talked to lately: device and address.</summary>
    public HashSet<(string Device, InetAddress Address)> Neighbors { get; } = new();

    /// <summary>Grows with every change.</summary>
    public int Revision { get; private set; }

    /// <summary>Says that something has changed.</summary>
    public void Touch() => Revision++;

    /// <summary>The adapters that a new migration would use: those on the vmotion stack; only where there are none, those that are selected.</summary>
    public IReadOnlyList<VMKernelAdapter> MigrationAdapters
    {
        get
        {
            VMKernelAdapter[] onStack = Adapters.Where(adapter => adapter.Stack == NetstackKeys.VMotion).ToArray();
            return onStack.Length > 0 ? onStack : Adapters.Where(adapter => Services.Contains((ServiceNames.VMotion, adapter.Device))).ToArray();
        }
    }

    public VMKernelAdapter? FindAdapter(string device) => Adapters.FirstOrDefault(adapter => adapter.Device == device);

    public NetStack? FindStack(string key) => Stacks.FirstOrDefault(stack => stack.Key == key);

    /// <summary>An adapter is on this stack.</summary>
    public bool IsActive(NetStack stack) => stack.Key == NetstackKeys.Default || stack.IsUp || Adapters.Any(adapter => adapter.Stack == stack.Key);

    /// <summary>The adapter that is to carry vMotion, the one on the vmotion stack first; null if there is none.</summary>
    public VMKernelAdapter? VMotionAdapter =>
        Adapters.FirstOrDefault(adapter => adapter.Stack == NetstackKeys.VMotion)
        ?? Adapters.FirstOrDefault(adapter => Services.Contains((ServiceNames.VMotion, adapter.Device)));

    /// <summary>The physical NICs that a connection's traffic may leave by, the preferred first.</summary>
    public IEnumerable<PhysicalNic> UplinksOf(NetworkConnection connection) => connection switch
    {
        StandardConnection standard => standard.PortGroup.Uplinks,
        DistributedConnection distributed =>
            ProxySwitches.FirstOrDefault(proxy => proxy.Switch == distributed.PortGroup.Switch)?.Uplinks.Select(uplink => uplink.Nic)
            ?? Enumerable.Empty<PhysicalNic>(),
        OpaqueConnection opaque => OpaqueSwitches.FirstOrDefault(nvds => nvds.Networks.Contains(opaque.Network))?.Uplinks
            ?? Enumerable.Empty<PhysicalNic>(),
        _ => Array.Empty<PhysicalNic>(),
    };

    /// <summary>The host has the network that a connection leads to.</summary>
    public bool Has(NetworkConnection connection) => connection switch
    {
        StandardConnection standard => StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).Any(portGroup => portGroup.Name == standard.PortGroup.Name),
        DistributedConnection distributed => ProxySwitches.Any(proxy => proxy.Switch == distributed.PortGroup.Switch),
        OpaqueConnection opaque => OpaqueSwitches.Any(nvds => nvds.Networks.Contains(opaque.Network)),
        _ => false,
    };

    /// <summary>The MTU of the switch that a connection is on, in bytes.</summary>
    public int SwitchMtuOf(NetworkConnection connection) => connection switch
    {
        StandardConnection standard => standard.PortGroup.Switch.Mtu,
        DistributedConnection distributed =>
            ProxySwitches.FirstOrDefault(proxy => proxy.Switch == distributed.PortGroup.Switch)?.Mtu ?? 0,
        _ => 1500,
    };

    /// <summary>The lowest number that no adapter has: what ESXi gives to the next one.</summary>
    public string NextDevice()
    {
        int number = 0;
        while (FindAdapter("vmk" + number.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not null) number++;
        return "vmk" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
