using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Tests.Routing;

/// <summary>Hosts in few words, for tests of the rules.</summary>
internal static class Hosts
{
    public static EsxHost Host(params Adapter[] adapters) => new()
    {
        Server = "vc01",
        Id = "host-1",
        Name = "esx-0101.example.com",
        Connection = HostConnection.Connected,
        Adapters = adapters,
        Stacks = [Stack(NetstackKeys.Default), Stack(NetstackKeys.VMotion), Stack(NetstackKeys.Provisioning)],
    };

    public static Adapter Management(string address = "10.0.1.11/24") =>
        Adapter("vmk0", NetstackKeys.Default, address, ServiceNames.Management);

    public static Adapter OnVMotionStack(string device, params string[] addresses) =>
        Adapter(device, NetstackKeys.VMotion, addresses) with { Services = [] };

    public static Adapter OnDefaultStack(string device, string address) =>
        Adapter(device, NetstackKeys.Default, address, ServiceNames.VMotion);

    public static EsxHost WithGateway(this EsxHost host, string key, string gateway, params string[] routes) => host with
    {
        Stacks = [.. host.Stacks.Select(stack => stack.Key != key ? stack : stack with
        {
            Gateway = gateway.Contains('.') ? InetAddress.Parse(gateway) : stack.Gateway,
            Gateway6 = gateway.Contains(':') ? InetAddress.Parse(gateway) : stack.Gateway6,
            Routes = [.. routes.Select(Route)],
        })],
    };

    public static TcpIpStack Stack(string key) => new() { Key = key, IsActive = true };

    /// <summary>"172.16.0.0/16 172.16.1.1" or "172.16.0.0/16 172.16.1.1 vmk1".</summary>
    public static Route Route(string text)
    {
        string[] parts = text.Split(' ');
        return new Route(Subnet.Parse(parts[0]), InetAddress.Parse(parts[1]), parts.ElementAtOrDefault(2));
    }

    private static Adapter Adapter(string device, string stack, string address, string service) =>
        Adapter(device, stack, [address]) with { Services = [service] };

    private static Adapter Adapter(string device, string stack, string[] addresses)
    {
        IEnumerable<InterfaceAddress> parsed = addresses.Select(InterfaceAddress.Parse);
        return new Adapter
        {
            Device = device,
            Stack = stack,
            IPv4 = parsed.Where(own => own.Family == AddressFamily.IPv4).Select(own => (InterfaceAddress?)own).FirstOrDefault(),
            IPv6 = [.. parsed.Where(own => own.Family == AddressFamily.IPv6)],
            Mtu = 9000,
        };
    }
}
