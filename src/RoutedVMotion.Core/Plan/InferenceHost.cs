using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Plan;

/// <summary>What of a host bears on which rack it is in.</summary>
internal sealed class InferenceHost
{
    public InferenceHost(EsxHost host)
    {
        Host = host;
        Adapters = host.VMotionAdapters.Where(adapter => !adapter.SystemOwned).ToArray();
        Leaves = VMotionLeaves.Of(host);
        Subnet = SubnetOf(AddressFamily.IPv4);
        Subnet6 = SubnetOf(AddressFamily.IPv6);
        Gateway = GatewayOf(AddressFamily.IPv4);
        Gateway6 = GatewayOf(AddressFamily.IPv6);
        Kind = HostRouting.Of(host).Kind;
    }

    public EsxHost Host { get; }

    public string Name => Host.Name;

    /// <summary>The adapters that new migrations use.</summary>
    public IReadOnlyList<Adapter> Adapters { get; }

    /// <summary>The neighbours behind the vMotion port groups' uplinks; what turns out to be no leaf is taken out.</summary>
    public IReadOnlyList<string> Leaves { get; set; }

    public Subnet? Subnet { get; }

    public Subnet? Subnet6 { get; }

    public InetAddress? Gateway { get; }

    public InetAddress? Gateway6 { get; }

    public RoutingKind Kind { get; }

    /// <summary>The subnet that stands for its vMotion segment.</summary>
    public Subnet? Segment => Subnet ?? Subnet6;

    public int? Vlan => Adapters.Count == 0 ? null : Adapters[0].PortGroup?.Vlan.Id;

    public int? Mtu => Adapters.Count == 0 ? null : Adapters[0].Mtu;

    public (string Server, string Cluster)? Cluster => Host.Cluster is string cluster ? (Host.Server, cluster) : null;

    /// <summary>
    /// Its vMotion adapter has a way out of its own: somebody set it up for this very segment. An adapter on the default stack
    /// without one may be a leftover of a flat network.
    /// </summary>
    public bool IsRouted => Kind is RoutingKind.DedicatedStack or RoutingKind.DefaultStackOverride;

    /// <summary>What is configured as its gateway, whether or not that is of any use.</summary>
    public InetAddress? ConfiguredGateway(AddressFamily family) => Adapters
        .Select(adapter => adapter.GetOverride(family) ?? Host.FindStack(adapter.Stack)?.GetGateway(family))
        .FirstOrDefault(gateway => gateway is { IsUnspecified: false });

    /// <summary>Its address in a subnet, of its adapter with this number.</summary>
    public InetAddress? AddressIn(Subnet? subnet, int adapter) =>
        subnet is not Subnet known || adapter >= Adapters.Count ? null : Adapters[adapter].Addresses
            .Where(own => known.Contains(own.Address))
            .Select(own => (InetAddress?)own.Address)
            .FirstOrDefault();

    private Subnet? SubnetOf(AddressFamily family) => Adapters
        .SelectMany(adapter => adapter.Addresses)
        .Where(own => own.Family == family && !own.Address.IsLinkLocal)
        .Select(own => (Subnet?)own.Subnet)
        .FirstOrDefault();

    private InetAddress? GatewayOf(AddressFamily family)
    {
        foreach (Adapter adapter in Adapters)
        {
            InetAddress? gateway = adapter.GetOverride(family) ?? Host.FindStack(adapter.Stack)?.GetGateway(family);
            if (gateway is not { IsUnspecified: false } value) continue;
            bool own = Host.Adapters.Any(other => other.Addresses.Any(address => address.Address == value));
            bool near = adapter.IsOnLink(value) || (family == AddressFamily.IPv6 && value.IsLinkLocal);
            if (near && !own) return value;
        }

        return null;
    }
}
