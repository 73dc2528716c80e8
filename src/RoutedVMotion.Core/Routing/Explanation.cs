using System;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Routing;

/// <summary>Says a verdict in one sentence: what was found, on which adapter, with the addresses that matter.</summary>
public static class Explanation
{
    /// <summary>The sentence for a host.</summary>
    public static string Of(HostRouting routing)
    {
        EsxHost host = routing.Host;
        switch (routing.Problem)
        {
            case RouteProblem.Disconnected:
                return "The host is disconnected; what is shown is what vCenter last knew.";
            case RouteProblem.NotResponding:
                return "The host does not respond; what is shown is what vCenter last knew.";
            case RouteProblem.NotRead:
                return "The vmkernel adapters could not be read: " + OfUnread(host);
            case RouteProblem.NoVMotionAdapter:
                return host.Adapters.Any(adapter => adapter.Services is null)
                    ? "No adapter is on the vmotion stack, and which services are selected could not be read."
                    : "No vmkernel adapter carries vMotion.";
            default:
                string sentence = Of(routing.Decisive!);
                string[] dead = host.Adapters.Where(host.IsDead).Select(adapter => adapter.Device).ToArray();
                return dead.Length == 0
                    ? sentence
                    : $"{sentence} {string.Join(", ", dead)} on another stack {(dead.Length == 1 ? "is" : "are")} out of service for vMotion.";
        }
    }

    /// <summary>
    /// Why something of a host could not be read, each reason once: a user who may not read a host may not read any of its twenty
    /// parts, and all of them stand in <see cref="EsxHost.Unread"/>.
    /// </summary>
    public static string OfUnread(EsxHost host) => string.Join(
        " ", host.Unread.Select(sentence => sentence.Substring(sentence.IndexOf(": ", StringComparison.Ordinal) is >= 0 and int at ? at + 2 : 0)).Distinct());

    /// <summary>The sentence for an adapter.</summary>
    public static string Of(AdapterRoute route)
    {
        Adapter adapter = route.Adapter;
        NextHop? hop = route.NextHop;
        string gateway = hop?.Gateway?.ToString() ?? "none";
        // Every adapter has a link-local address; it is told of where there is no other.
        InterfaceAddress[] own = adapter.Addresses.ToArray();
        InterfaceAddress[] routed = own.Where(address => !address.Address.IsLinkLocal).ToArray();
        string addresses = string.Join(", ", routed.Length > 0 ? routed : own);
        return route.Problem switch
        {
            RouteProblem.None => $"{adapter.Device} leaves its subnet through {gateway} ({SourceInWords(hop!.Source)})."
                + (route.FamilyWithoutGateway is AddressFamily other ? $" Over {other} it has no gateway." : string.Empty),
            RouteProblem.OnlyStaticRoutes =>
                $"{adapter.Device} has no default gateway; static routes through {gateway} are its only way out of the subnet.",
            RouteProblem.NoAddress => $"{adapter.Device} has no address.",
            RouteProblem.NoGateway => $"{adapter.Device} ({addresses}) has no gateway: stack {adapter.Stack} has none and no override is set.",
            RouteProblem.GatewayOutsideSubnet =>
                $"Gateway {gateway} ({SourceInWords(hop!.Source)}) lies in no subnet of {adapter.Device} ({addresses}).",
            RouteProblem.GatewayIsOwnAddress => $"Gateway {gateway} ({SourceInWords(hop!.Source)}) is an address of this host itself.",
            RouteProblem.LeavesByManagement =>
                $"Gateway {gateway} is not in a subnet of {adapter.Device} ({addresses}): traffic would leave by the management adapter {hop!.Device}.",
            RouteProblem.LeavesByOtherAdapter =>
                $"Gateway {gateway} is not in a subnet of {adapter.Device} ({addresses}): traffic would leave by {hop!.Device}.",
            RouteProblem.DeadAdapter =>
                $"vMotion is selected for {adapter.Device}, but the vmotion stack is in use and puts it out of service.",
            _ => throw new ArgumentOutOfRangeException(nameof(route), route.Problem, "This problem is one of a host, not of an adapter."),
        };
    }

    internal static string SourceInWords(GatewaySource source) => source switch
    {
        GatewaySource.Override => "the adapter's override",
        GatewaySource.StaticRoute => "a static route",
        GatewaySource.Stack => "the stack's default gateway",
        _ => "on-link",
    };
}
