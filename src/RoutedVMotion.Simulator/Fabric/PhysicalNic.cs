using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A physical NIC of a host.</summary>
internal sealed class PhysicalNic
{
    public PhysicalNic(Host host, string device, string mac, int speedMbps, string driver)
    {
        Host = host;
        Device = device;
        Mac = mac;
        SpeedMbps = speedMbps;
        Driver = driver;
    }

    public Host Host { get; }

    /// <summary>For example vmnic2.</summary>
    public string Device { get; }

    public string Mac { get; }

    /// <summary>The speed of its link when that is up, in Mb/s.</summary>
    public int SpeedMbps { get; }

    public string Driver { get; }

    /// <summary>Where its cable ends; null if none is plugged in.</summary>
    public LeafPort? Port { get; private set; }

    /// <summary>Its host is a twin: what it hears of its neighbour is <see cref="Told"/>, whatever it is plugged into.</summary>
    public bool IsTwin { get; init; }

    /// <summary>What the NIC of which this is a twin has heard; null for nothing.</summary>
    public Neighbor? Told { get; init; }

    /// <summary>Somebody has shut it, or its cable is broken.</summary>
    public bool IsBroken { get; set; }

    public bool IsUp => Port is not null && !IsBroken;

    /// <summary>Plugs its cable into another port.</summary>
    public void Connect(LeafPort port)
    {
        if (Port is not null) Port.Nic = null;
        Port = port;
        port.Nic = this;
    }
}
