using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A vmkernel adapter.</summary>
internal sealed class VMKernelAdapter
{
    public VMKernelAdapter(string device, string mac, string stack, NetworkConnection connection, InterfaceAddress? linkLocal = null)
    {
        Device = device;
        Mac = mac;
        Stack = stack;
        Connection = connection;
        LinkLocal = linkLocal ?? LinkLocalOf(mac);
    }

    /// <summary>For example vmk1.</summary>
    public string Device { get; }

    public string Mac { get; }

    /// <summary>The key of its stack; fixed for its life.</summary>
    public string Stack { get; }

    public NetworkConnection Connection { get; set; }

    public bool Dhcp { get; set; }

    public InterfaceAddress? IPv4 { get; set; }

    /// <summary>The IPv6 addresses that somebody configured; the link-local one is there besides.</summary>
    public List<InterfaceAddress> IPv6 { get; } = new();

    /// <summary>It takes addresses from router advertisements, too; no router of this fabric sends any.</summary>
    public bool AutoconfiguresIPv6 { get; set; }

    public int Mtu { get; set; } = 1500;

    /// <summary>The gateway that overrides the stack's.</summary>
    public InetAddress? OverrideGateway { get; set; }

    public InetAddress? OverrideGateway6 { get; set; }

    public bool SystemOwned { get; set; }

    /// <summary>It has no IPv6, and so no link-local address.</summary>
    public bool HasNoLinkLocal { get; init; }

    /// <summary>Nobody lists it for the service that its stack implies, as some servers do not.</summary>
    public bool HidesImpliedService { get; init; }

    /// <summary>Those of the IPv6 addresses that routers or DHCPv6 gave.</summary>
    public HashSet<InterfaceAddress> LearnedIPv6 { get; } = new();

    public bool Dhcp6 { get; init; }

    /// <summary>Whether it answers pings; its own are another matter, and so is ARP.</summary>
    public bool AnswersEcho { get; set; } = true;

    /// <summary>The same adapter, so that one can be changed and the other kept.</summary>
    public VMKernelAdapter Clone()
    {
        var clone = new VMKernelAdapter(Device, Mac, Stack, Connection, LinkLocal)
        {
            HasNoLinkLocal = HasNoLinkLocal,
            HidesImpliedService = HidesImpliedService,
            Dhcp6 = Dhcp6,
            Dhcp = Dhcp,
            AutoconfiguresIPv6 = AutoconfiguresIPv6,
            IPv4 = IPv4,
            Mtu = Mtu,
            OverrideGateway = OverrideGateway,
            OverrideGateway6 = OverrideGateway6,
            SystemOwned = SystemOwned,
            AnswersEcho = AnswersEcho,
        };
        clone.IPv6.AddRange(IPv6);
        clone.LearnedIPv6.UnionWith(LearnedIPv6);
        return clone;
    }

    /// <summary>The link-local address that follows from the MAC address (EUI-64).</summary>
    public InterfaceAddress LinkLocal { get; }

    /// <summary>All its addresses.</summary>
    public IEnumerable<InterfaceAddress> Addresses
    {
        get
        {
            if (IPv4 is InterfaceAddress ipv4) yield return ipv4;
            if (!HasNoLinkLocal) yield return LinkLocal;
            foreach (InterfaceAddress address in IPv6) yield return address;
        }
    }

    public bool IsOnLink(InetAddress address) => Addresses.Any(own => own.Subnet.Contains(address));

    public bool Owns(InetAddress address) => Addresses.Any(own => own.Address == address);

    private static InterfaceAddress LinkLocalOf(string mac)
    {
        int[] octets = mac.Split(':').Select(octet => int.Parse(octet, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        return InterfaceAddress.Parse(string.Format(
            CultureInfo.InvariantCulture,
            "fe80::{0:x}:{1:x}:{2:x}:{3:x}/64",
            ((octets[0] ^ 2) << 8) | octets[1],
            (octets[2] << 8) | 0xFF,
            0xFE00 | octets[3],
            (octets[4] << 8) | octets[5]));
    }
}
