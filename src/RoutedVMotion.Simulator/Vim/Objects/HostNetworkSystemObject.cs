using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A host's network system.</summary>
internal sealed class HostNetworkSystemObject : ManagedObject
{
    private readonly HostSystemObject _host;

    public HostNetworkSystemObject(string id, HostSystemObject host)
        : base("HostNetworkSystem", id) =>
        _host = host;

    public override string? GetMissingPrivilege(string property) => _host.GetMissingPrivilege(property);

    public override object? GetProperty(string name, Session? session)
    {
        Host host = _host.Host;
        NetStack main = host.FindStack(NetstackKeys.Default)!;
        return name switch
        {
            "capabilities" => NetworkRenderer.RenderCapabilities(),
            "networkInfo" => NetworkRenderer.Render(host),
            "dnsConfig" => StackRenderer.RenderDns(main),
            "ipRouteConfig" => StackRenderer.RenderRouteConfig(host, main),
            _ => null,
        };
    }

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "QueryNetworkHint") return base.Invoke(call);
        _host.CheckReadable();
        _host.CheckConnected();
        string[] devices = call.Argument<IReadOnlyList<object>>(0).Cast<string>().ToArray();
        IReadOnlyList<Fabric.PhysicalNic> nics = _host.Host.PhysicalNics;
        return devices.Length == 0
            ? nics.Select(nic => HintRenderer.Render(_host.Host, nic)).ToArray()
            : devices
                .Select(device => nics.FirstOrDefault(nic => nic.Device == device) ?? throw VimFault.NotFound())
                .Select(nic => HintRenderer.Render(_host.Host, nic))
                .ToArray();
    }
}
