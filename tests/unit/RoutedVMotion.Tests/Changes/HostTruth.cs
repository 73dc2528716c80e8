using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Tests.Changes;

/// <summary>A host as the simulator has it, in words: what design 8 calls "as before", and what nobody may touch.</summary>
/// <param name="Adapters">The adapters without numbers, ports and MAC addresses, and the gateways that have an effect.</param>
/// <param name="Untouchable">The management adapters with all that they have; gateway, DNS and routes of the default stack; the static routes of the others.</param>
internal sealed record HostTruth(string Adapters, string Untouchable)
{
    public static HostTruth Of(Host host)
    {
        string Services(VMKernelAdapter adapter) => string.Join("+", host.Services.Where(service => service.Device == adapter.Device).Select(service => service.NicType).Order());
        string Describe(VMKernelAdapter adapter) => string.Join(
            " ",
            adapter.Stack,
            adapter.Connection switch
            {
                StandardConnection standard => standard.PortGroup.Name,
                DistributedConnection distributed => distributed.PortGroup.Name,
                _ => "opaque",
            },
            adapter.Dhcp,
            adapter.IPv4,
            string.Join(",", adapter.IPv6.Order()),
            adapter.Mtu,
            adapter.OverrideGateway,
            adapter.OverrideGateway6,
            Services(adapter));
        bool IsManagement(VMKernelAdapter adapter) => host.Services.Contains((ServiceNames.Management, adapter.Device)) || adapter.SystemOwned;
        IEnumerable<string> adapters = host.Adapters.Where(adapter => !IsManagement(adapter)).Select(Describe).Order(StringComparer.Ordinal);
        NetStack vmotion = host.FindStack(NetstackKeys.VMotion)!;
        bool Works(InetAddress? gateway) => gateway is InetAddress value && host.Adapters.Any(adapter => adapter.Stack == NetstackKeys.VMotion && adapter.IsOnLink(value));
        string gateways = $"gateways {(Works(vmotion.Gateway) ? vmotion.Gateway : null)} {(Works(vmotion.Gateway6) ? vmotion.Gateway6 : null)}";
        IEnumerable<string> untouchable = host.Adapters.Where(IsManagement).Select(adapter => $"{adapter.Device} {adapter.Mac} {Describe(adapter)}")
            .Concat(host.Stacks.Select(stack => $"{stack.Key} {(stack.Key == NetstackKeys.VMotion ? null : stack.Gateway)} {(stack.Key == NetstackKeys.VMotion ? null : stack.Gateway6)}"
                + $" {string.Join(",", stack.DnsServers)} {string.Join(",", stack.StaticRoutes)} {stack.MaxConnections} {stack.CongestionControl}"));
        return new HostTruth(string.Join("\n", adapters.Append(gateways)), string.Join("\n", untouchable));
    }

    /// <summary>
    /// Before, after, after with old adapters that are still there (dead, and so as good as gone), after with such that have vMotion
    /// deselected and stay since it could not be read who else uses them, or between.
    /// </summary>
    public static string Classify(HostTruth now, HostTruth before, HostTruth after)
    {
        if (now.Adapters == before.Adapters) return "before";
        if (now.Adapters == after.Adapters) return "after";
        List<string> left = now.Adapters.Split('\n').ToList();
        // One that stays for storage may still have vMotion selected, and is as dead as if it were gone.
        bool hasAll = after.Adapters.Split('\n').All(line => left.Remove(line) || left.RemoveAll(old => Deselected(old) == line) == 1);
        static string Deselected(string adapter) => adapter.EndsWith(" vmotion", StringComparison.Ordinal)
            ? adapter[..^"vmotion".Length]
            : adapter.Replace("vmotion+", string.Empty, StringComparison.Ordinal);
        string[] old = before.Adapters.Split('\n');
        // An old adapter of the vmotion stack that is still there has its gateway still.
        if (!hasAll && left.Any(line => line.StartsWith("vmotion ", StringComparison.Ordinal) && old.Contains(line)))
            hasAll = after.Adapters.Split('\n').Where(line => !line.StartsWith("gateways ", StringComparison.Ordinal)).All(now.Adapters.Split('\n').Contains);
        if (hasAll && left.All(old.Contains)) return "after, old kept";
        return hasAll && left.All(line => old.Contains(line) || old.Any(one => Deselected(one) == line)) ? "after, old deselected" : $"between:\n{now.Adapters}\n-- and not\n{before.Adapters}\n-- nor\n{after.Adapters}";
    }
}
