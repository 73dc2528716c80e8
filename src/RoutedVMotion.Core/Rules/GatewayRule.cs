using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules;

/// <summary>A rule that speaks of one way in which a vMotion adapter's gateway can be wrong.</summary>
public abstract class GatewayRule : HostRule
{
    /// <summary>The way.</summary>
    protected abstract GatewayFault Fault { get; }

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            foreach (AddressFamily family in adapter.Families)
            {
                if (adapter.GatewayFault(family) != Fault) continue;
                yield return Report(
                    host,
                    adapter.Device,
                    Expected(host, adapter, family),
                    Found(host, adapter, family, adapter.Hop(family)!),
                    SeverityOf(host, adapter, family),
                    fixedBySet: adapter.CanBeChanged);
            }
        }
    }

    /// <summary>What should be there: the rack's gateway, else what most of the rack have, else only where it would have to lie.</summary>
    protected static string Expected(HostContext host, AdapterContext adapter, AddressFamily family)
    {
        if (host.Rack?.Plan?.VMotion.GetGateway(family) is InetAddress planned) return planned.ToString();
        if (host.Rack?.UsualGateway(family) is Majority<InetAddress> usual) return Words.Usual(usual, host.Rack);
        return "a gateway in " + adapter.Address(family)!.Value.Subnet;
    }

    /// <summary>What is there.</summary>
    protected abstract string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop);

    /// <summary>How much it matters, where that differs from the rule's own severity.</summary>
    protected virtual Severity? SeverityOf(HostContext host, AdapterContext adapter, AddressFamily family) => null;

    /// <summary>
    /// Without a plan nobody says that vMotion is meant to leave the subnet, unless the host's own cluster has hosts in others.
    /// </summary>
    protected static Severity? WarningUnlessClusterSpans(HostContext host, AddressFamily family) =>
        host.Rack?.Plan is not null || host.OtherSubnets(family).Any(other => host.Cluster?.Reaches(other.Rack) == true) ? null : Severity.Warning;

    /// <summary>A gateway and where it comes from, for example "172.16.2.1 (the adapter's override)".</summary>
    protected static string InWords(HostContext host, AdapterContext adapter, NextHop hop)
    {
        string source = Explanation.SourceInWords(hop.Source);
        // Copied from the default stack: the most common way to a wrong gateway.
        return hop.Gateway is InetAddress gateway && adapter.Adapter.Stack != NetstackKeys.Default
            && host.Host.FindStack(NetstackKeys.Default)?.GetGateway(gateway.Family) == gateway
            ? $"{hop.Gateway} ({source}, and the default stack's as well)"
            : $"{hop.Gateway} ({source})";
    }
}
