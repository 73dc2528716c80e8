using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Output;

/// <summary>A rack of a plan as a row.</summary>
public sealed class VMotionPlanRack
{
    /// <summary>A row for this rack.</summary>
    public VMotionPlanRack(Rack rack)
    {
        RackVMotion vmotion = rack.VMotion;
        Name = rack.Name;
        Leaves = Join(rack.Leaves);
        Hosts = Join(rack.Hosts);
        Clusters = Join(rack.Clusters);
        Exclude = Join(rack.Exclude);
        Server = rack.Server;
        ManagedBy = rack.ManagedBy;
        Subnet = vmotion.Subnet?.ToString();
        Gateway = vmotion.Gateway?.ToString();
        Subnet6 = vmotion.Subnet6?.ToString();
        Gateway6 = vmotion.Gateway6?.ToString();
        Vlan = vmotion.Vlan;
        Mtu = vmotion.Mtu;
        Stack = vmotion.Stack == NetstackKeys.Default ? "default" : "vmotion";
        AdapterCount = vmotion.Adapters.Count;
        PortGroups = Join(vmotion.Adapters.Select(adapter => string.Join("|", adapter.PortGroups)).Where(names => names.Length > 0));
        Pools = Join(vmotion.Adapters.SelectMany(adapter => new[] { adapter.Pool, adapter.Pool6 }).OfType<AddressPool>().Select(pool => pool.ToString()));
        PinnedHosts = vmotion.Addresses.Count;
        Notes = rack.Notes.Count == 0 ? null : string.Join("; ", rack.Notes);
    }

    /// <summary>The rack's name.</summary>
    public string Name { get; }

    /// <summary>Its leaves, comma-separated.</summary>
    public string? Leaves { get; }

    /// <summary>The patterns of its hosts' names, comma-separated.</summary>
    public string? Hosts { get; }

    /// <summary>The patterns of its clusters' names, comma-separated.</summary>
    public string? Clusters { get; }

    /// <summary>The patterns of hosts that do not belong to it, comma-separated.</summary>
    public string? Exclude { get; }

    /// <summary>The server that its hosts are on; null means any.</summary>
    public string? Server { get; }

    /// <summary>sddc-manager for VCF's racks, else null.</summary>
    public string? ManagedBy { get; }

    /// <summary>The IPv4 subnet.</summary>
    public string? Subnet { get; }

    /// <summary>The IPv4 gateway.</summary>
    public string? Gateway { get; }

    /// <summary>The IPv6 subnet.</summary>
    public string? Subnet6 { get; }

    /// <summary>The IPv6 gateway.</summary>
    public string? Gateway6 { get; }

    /// <summary>The VLAN id, 0 untagged; null if the plan does not say.</summary>
    public int? Vlan { get; }

    /// <summary>MTU in bytes; null if the plan does not say.</summary>
    public int? Mtu { get; }

    /// <summary>vmotion or default.</summary>
    public string Stack { get; }

    /// <summary>The vMotion adapters that every host has; 0 if the plan does not say, which means one.</summary>
    public int AdapterCount { get; }

    /// <summary>The adapters' port groups, comma-separated; alternatives of one adapter separated by a bar.</summary>
    public string? PortGroups { get; }

    /// <summary>The adapters' pools, comma-separated.</summary>
    public string? Pools { get; }

    /// <summary>How many hosts have pinned addresses.</summary>
    public int PinnedHosts { get; }

    /// <summary>Evidence and remarks, separated by semicolons.</summary>
    public string? Notes { get; }

    /// <summary>For example "rack-01 172.16.1.0/24 via 172.16.1.1".</summary>
    public override string ToString() => $"{Name} {Subnet ?? Subnet6} via {Gateway ?? Gateway6 ?? "no gateway"}";

    private static string? Join(IEnumerable<string> items)
    {
        string joined = string.Join(", ", items);
        return joined.Length == 0 ? null : joined;
    }
}
