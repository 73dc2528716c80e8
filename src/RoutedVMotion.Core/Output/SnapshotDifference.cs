namespace RoutedVMotion.Core.Output;

/// <summary>What is different between two snapshots: one property of one thing.</summary>
public sealed class SnapshotDifference
{
    /// <summary>A difference.</summary>
    /// <param name="server">The server.</param>
    /// <param name="host">The host; null for what belongs to none.</param>
    /// <param name="cluster">The host's cluster.</param>
    /// <param name="item">Which thing; empty for the host itself.</param>
    /// <param name="property">Which property; empty where the thing itself has come or gone.</param>
    /// <param name="before">What was; null for nothing.</param>
    /// <param name="after">What is; null for nothing.</param>
    public SnapshotDifference(string server, string? host, string? cluster, string item, string property, string? before, string? after)
    {
        Server = server;
        VMHost = host;
        Cluster = cluster;
        Item = item.Length == 0 ? "host" : item;
        Property = property.Length == 0 ? null : property;
        Change = before is null ? "Added" : after is null ? "Removed" : "Changed";
        Before = before;
        After = after;
    }

    /// <summary>The host; null for what belongs to none: a cluster, a network, a virtual machine.</summary>
    public string? VMHost { get; }

    /// <summary>The server, by the name that the newer snapshot has.</summary>
    public string Server { get; }

    /// <summary>The host's cluster.</summary>
    public string? Cluster { get; }

    /// <summary>Added, Removed or Changed.</summary>
    public string Change { get; }

    /// <summary>Which thing: host, vmk1, "stack vmotion", vmnic4, "port group vMotion", "cluster prod-01", "network app-01".</summary>
    public string Item { get; }

    /// <summary>Which property of it, as the snapshot calls it, for example gateway or portGroup.vlan, or a ping and whom it asked; null where the thing itself has come or gone.</summary>
    public string? Property { get; }

    /// <summary>What it was, in words; null for nothing. Of a list, what is in it no more.</summary>
    public string? Before { get; }

    /// <summary>What it is, in words; null for nothing. Of a list, what is new in it.</summary>
    public string? After { get; }

    /// <summary>The host, or the server for what belongs to no host: rows are grouped by it.</summary>
    public string Place => VMHost ?? Server;

    /// <summary>For example "esx-0101.example.com vmk1 mtu: 9000 -> 1500".</summary>
    public override string ToString() =>
        $"{VMHost ?? Server} {Item}{(Property is null ? string.Empty : " " + Property)}: {Before ?? "none"} -> {After ?? "none"}";
}
