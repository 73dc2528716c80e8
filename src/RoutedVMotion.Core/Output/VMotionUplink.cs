using System.Globalization;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Output;

/// <summary>A physical NIC behind a vMotion port group of a host, as a row.</summary>
public sealed class VMotionUplink
{
    /// <summary>A row for this physical NIC of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="nic">The NIC.</param>
    /// <param name="role">What the port group uses it for.</param>
    public VMotionUplink(EsxHost host, PhysicalNic nic, UplinkRole role)
    {
        Server = host.Server;
        VMHost = host.Name;
        Device = nic.Device;
        Role = role.ToString();
        LinkUp = nic.IsUp;
        SpeedMbps = nic.SpeedMbps;
        NeighborProtocol = nic.Neighbor?.Protocol;
        Neighbor = nic.Neighbor?.SystemName;
        NeighborPort = nic.Neighbor?.Port;
        NeighborPortDescription = nic.Neighbor?.PortDescription;
        NeighborMtu = nic.Neighbor?.Mtu;
    }

    /// <summary>The server that told it.</summary>
    public string Server { get; }

    /// <summary>The host's name.</summary>
    public string VMHost { get; }

    /// <summary>The physical NIC, for example vmnic4.</summary>
    public string Device { get; }

    /// <summary>Active or Standby.</summary>
    public string Role { get; }

    /// <summary>The link is up.</summary>
    public bool LinkUp { get; }

    /// <summary>Speed in Mb/s; null when the link is down.</summary>
    public int? SpeedMbps { get; }

    /// <summary>LLDP or CDP; null where no neighbour was asked for or none is known.</summary>
    public string? NeighborProtocol { get; }

    /// <summary>The switch at the other end.</summary>
    public string? Neighbor { get; }

    /// <summary>Its port, by id.</summary>
    public string? NeighborPort { get; }

    /// <summary>Its port, in words.</summary>
    public string? NeighborPortDescription { get; }

    /// <summary>The MTU that its port announces, in bytes; some switches count the Ethernet header.</summary>
    public int? NeighborMtu { get; }

    /// <summary>For example "vmnic4 25000 Mb/s to leaf-01a".</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} {1}{2}",
        Device,
        SpeedMbps is int speed ? speed.ToString(CultureInfo.InvariantCulture) + " Mb/s" : "down",
        Neighbor is null ? string.Empty : " to " + Neighbor);
}
