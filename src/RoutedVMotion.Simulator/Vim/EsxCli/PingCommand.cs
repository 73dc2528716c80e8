using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.EsxCli;

/// <summary>esxcli network diag ping (facts C2). Round trips are in microseconds, whatever the names say.</summary>
internal static class PingCommand
{
    public static IReadOnlyList<string> Parameters { get; } = new[]
    {
        "count", "debug", "df", "host", "interface", "interval", "ipv4", "ipv6", "netstack", "nexthop", "size", "ttl", "wait",
    };

    public static string Run(Host host, LeafSpineFabric fabric, EsxCliArguments arguments)
    {
        InetAddress destination = Resolve(fabric, arguments.Find("host") ?? throw new EsxCliFault("Missing required parameter -H|--host"));
        string stackKey = arguments.Find("netstack") ?? NetstackKeys.Default;
        if (host.FindStack(stackKey) is not NetStack stack || !host.IsActive(stack))
            throw new EsxCliFault($"Invalid netstack instance '{stackKey}': not found in kernel");

        int count = arguments.GetInteger("count", 3, 1, 1000);
        int size = arguments.GetInteger("size", 56, 0, 65507);
        PingResult result = Pinger.Ping(host, FindSource(host, stackKey, arguments, destination), destination, count, size, arguments.GetFlag("df"));
        return result.Failure switch
        {
            PingFailure.MessageTooLong => throw new EsxCliFault("sendto() failed (Message too long)"),
            PingFailure.NetworkUnreachable => throw new EsxCliFault("sendto() failed (Network is unreachable)"),
            PingFailure.HostDown => throw new EsxCliFault("sendto() failed (Host is down)"),
            _ => Write(result, destination, size),
        };
    }

    // An adapter is looked for in the stack that was named, the default one if none was: elsewhere it is not found.
    private static VMKernelAdapter FindSource(Host host, string stackKey, EsxCliArguments arguments, InetAddress destination)
    {
        VMKernelAdapter[] adapters = host.Adapters.Where(adapter => adapter.Stack == stackKey).ToArray();
        if (arguments.Find("interface") is string device)
        {
            return adapters.FirstOrDefault(adapter => adapter.Device == device)
                ?? throw new EsxCliFault($"Unknown interface '{device}': Invalid argument");
        }

        VMKernelAdapter? first = adapters.FirstOrDefault(adapter => adapter.IPv4 is not null);
        if (first is null) throw new EsxCliFault("sendto() failed (Network is unreachable)");
        return HostRouter.Find(host, first, destination)?.Adapter ?? first;
    }

    private static InetAddress Resolve(LeafSpineFabric fabric, string name)
    {
        if (InetAddress.TryParse(name, out InetAddress address)) return address;
        return fabric.FindHost(name)?.FindAdapter("vmk0")?.IPv4?.Address
            ?? throw new EsxCliFault($"getaddrinfo() for \"{name}\" failed (Name or service not known)");
    }

    private static string Write(PingResult result, InetAddress destination, int size) => EsxCliOutput.Array(
        output => output.Object("DataObject", "VimEsxCLInetworkdiagpingPing", ping =>
        {
            int[] times = result.Replies.Select(reply => reply.Microseconds).ToArray();
            ping.Object("Summary", "VimEsxCLInetworkdiagpingSummary", summary => summary
                .Field("Duplicated", result.Duplicates)
                .Field("HostAddr", destination.ToString())
                .Field("PacketLost", 100 * (result.Transmitted - times.Length) / result.Transmitted)
                .Field("Recieved", times.Length)
                .Field("RoundtripAvgMS", times.Length == 0 ? 0 : times.Sum() / times.Length)
                .Field("RoundtripMaxMS", times.Length == 0 ? 0 : times.Max())
                .Field("RoundtripMinMS", times.Length == 0 ? 0 : times.Min())
                .Field("Transmitted", result.Transmitted));
            foreach ((int sequence, int microseconds) in result.Replies)
            {
                ping.Object("Trace", "VimEsxCLInetworkdiagpingTrace", trace => trace
                    .Field("Detail", string.Empty)
                    .Field("Dup", false)
                    .Field("Host", destination.ToString())
                    .Field("ICMPSeq", sequence)
                    .Field("ReceivedBytes", size + 8)
                    .Field("RoundtripTimeMS", microseconds)
                    .Field("TTL", result.Ttl));
            }
        }));
}
