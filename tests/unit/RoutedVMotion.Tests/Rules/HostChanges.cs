using System;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Tests.Rules;

/// <summary>A host with one thing changed.</summary>
internal static class HostChanges
{
    public static EsxHost Adapter(this EsxHost host, string device, Func<Adapter, Adapter> change) =>
        host with { Adapters = [.. host.Adapters.Select(adapter => adapter.Device == device ? change(adapter) : adapter)] };

    public static EsxHost Stack(this EsxHost host, string key, Func<TcpIpStack, TcpIpStack> change) =>
        host with { Stacks = [.. host.Stacks.Select(stack => stack.Key == key ? change(stack) : stack)] };

    public static EsxHost Nic(this EsxHost host, string device, Func<PhysicalNic, PhysicalNic> change) =>
        host with { PhysicalNics = [.. host.PhysicalNics.Select(nic => nic.Device == device ? change(nic) : nic)] };

    public static EsxHost Add(this EsxHost host, Adapter adapter) => host with { Adapters = [.. host.Adapters, adapter] };

    public static EsxHost Remove(this EsxHost host, string device) =>
        host with { Adapters = [.. host.Adapters.Where(adapter => adapter.Device != device)] };

    /// <summary>The gateway of the vmotion stack; an empty text for none.</summary>
    public static EsxHost Gateway(this EsxHost host, string gateway) => host.Stack(
        NetstackKeys.VMotion, stack => stack with { Gateway = gateway.Length == 0 ? null : InetAddress.Parse(gateway) });

    /// <summary>The static routes of the vmotion stack.</summary>
    public static EsxHost Routes(this EsxHost host, params string[] routes) =>
        host.Stack(NetstackKeys.VMotion, stack => stack with { Routes = [.. routes.Select(FabricBuilder.Route)] });

    /// <summary>The IPv4 address of vmk1.</summary>
    public static EsxHost Address(this EsxHost host, string address) =>
        host.Adapter("vmk1", adapter => adapter with { IPv4 = InterfaceAddress.Parse(address) });

    /// <summary>vMotion on the default stack, as it was before: its own subnet, management's gateway.</summary>
    public static EsxHost Unconverted(this EsxHost host) => host
        .Adapter("vmk1", adapter => adapter with { Stack = NetstackKeys.Default, Services = [ServiceNames.VMotion] })
        .Stack(NetstackKeys.VMotion, stack => stack with { Gateway = null, IsActive = false });

    public static EsxHost Seeing(this EsxHost host, string device, string leaf) =>
        host.Nic(device, nic => nic with { Neighbor = nic.Neighbor! with { SystemName = leaf } });
}
