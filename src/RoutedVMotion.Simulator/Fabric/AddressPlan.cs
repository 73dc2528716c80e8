using System.Globalization;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// A rack's VLANs and subnets. The rack's number is an octet of each subnet, the host's number plus ten its last octet; .1 is
/// the gateway.
/// </summary>
internal sealed class AddressPlan
{
    /// <summary>Management is out of band and untagged.</summary>
    public const int ManagementVlan = 0;

    private readonly int _rack;

    public AddressPlan(int rack) => _rack = rack;

    public int VMotionVlan => 2000 + _rack;

    public int ProvisioningVlan => 2500 + _rack;

    public int VsanVlan => 3000 + _rack;

    public int OverlayVlan => 3500 + _rack;

    public int ApplicationVlan => 100 + _rack;

    /// <summary>10.R.0.h/24, out of band.</summary>
    public InterfaceAddress Management(int host) => At("10.{0}.0.{1}/24", host);

    /// <summary>172.16.R.h/24.</summary>
    public InterfaceAddress VMotion(int host) => At("172.16.{0}.{1}/24", host);

    /// <summary>fd00:172:16:R::h/64, both in hexadecimal digits that read as the decimal ones.</summary>
    public InterfaceAddress VMotion6(int host) => At("fd00:172:16:{0}::{1}/64", host);

    /// <summary>172.31.R.h/16: the flat network that vMotion had before; no leaf carries it any more.</summary>
    public InterfaceAddress LegacyVMotion(int host) => At("172.31.{0}.{1}/16", host);

    /// <summary>172.20.R.h/24.</summary>
    public InterfaceAddress Provisioning(int host) => At("172.20.{0}.{1}/24", host);

    /// <summary>192.168.R.h/24.</summary>
    public InterfaceAddress Vsan(int host) => At("192.168.{0}.{1}/24", host);

    /// <summary>172.24.R.h/24, the tunnel end points of NSX.</summary>
    public InterfaceAddress Overlay(int host) => At("172.24.{0}.{1}/24", host);

    /// <summary>The gateway of the subnet that such an address lies in: its first host address.</summary>
    public static InterfaceAddress GatewayOf(InterfaceAddress address) =>
        new(address.Subnet.Network.Add(1), address.PrefixLength);

    private InterfaceAddress At(string format, int host) =>
        InterfaceAddress.Parse(string.Format(CultureInfo.InvariantCulture, format, _rack, host + 10));
}
