using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Output;

/// <summary>A TCP/IP stack of a host as a row.</summary>
public sealed class Netstack
{
    /// <summary>A row for this stack of a host.</summary>
    public Netstack(EsxHost host, TcpIpStack stack)
    {
        Server = host.Server;
        VMHost = host.Name;
        VMHostId = host.Id;
        Cluster = host.Cluster;
        Key = stack.Key;
        IsActive = stack.IsActive;
        Gateway = stack.Gateway?.ToString();
        Gateway6 = stack.Gateway6?.ToString();
        string[] devices = host.Adapters.Where(adapter => adapter.Stack == stack.Key).Select(adapter => adapter.Device).ToArray();
        Adapters = devices.Length == 0 ? null : string.Join(", ", devices);
        DnsServers = stack.DnsServers.Count == 0 ? null : string.Join(", ", stack.DnsServers);
        Routes = stack.Routes.Count == 0 ? null : string.Join("; ", stack.Routes);
        CongestionControl = stack.CongestionControl;
        MaxConnections = stack.MaxConnections;
        IPv6Enabled = stack.IPv6Enabled;
    }

    /// <summary>The server that told it.</summary>
    public string Server { get; }

    /// <summary>The host's name.</summary>
    public string VMHost { get; }

    /// <summary>The host's managed object id, for example host-14.</summary>
    public string VMHostId { get; }

    /// <summary>The host's cluster; null if it is in none.</summary>
    public string? Cluster { get; }

    /// <summary>The stack's key: defaultTcpipStack, vmotion, vSphereProvisioning, ...</summary>
    public string Key { get; }

    /// <summary>A vmkernel adapter uses it; ESXi lists vmotion and vSphereProvisioning even where nobody does.</summary>
    public bool IsActive { get; }

    /// <summary>The default gateway, IPv4.</summary>
    public string? Gateway { get; }

    /// <summary>The default gateway, IPv6.</summary>
    public string? Gateway6 { get; }

    /// <summary>The adapters on it, comma-separated.</summary>
    public string? Adapters { get; }

    /// <summary>Its DNS servers, comma-separated.</summary>
    public string? DnsServers { get; }

    /// <summary>Its routing table, "destination via gateway", separated by semicolons.</summary>
    public string? Routes { get; }

    /// <summary>newreno or cubic.</summary>
    public string? CongestionControl { get; }

    /// <summary>The maximum number of connections asked for.</summary>
    public int? MaxConnections { get; }

    /// <summary>IPv6 is on in this stack.</summary>
    public bool? IPv6Enabled { get; }

    /// <summary>For example "vmotion via 172.16.1.1".</summary>
    public override string ToString() => $"{Key} via {Gateway ?? Gateway6 ?? "no gateway"}";
}
