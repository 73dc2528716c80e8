using System.Linq;

using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A host's iSCSI manager: which vmkernel adapters the software iSCSI adapter is bound to.</summary>
internal sealed class IscsiManagerObject : ManagedObject
{
    private readonly HostSystemObject _host;

    public IscsiManagerObject(string id, HostSystemObject host)
        : base("IscsiManager", id) =>
        _host = host;

    public override object? GetProperty(string name, Session? session) => null;

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "QueryBoundVnics") return base.Invoke(call);
        _host.CheckReadable();
        _host.CheckConnected();
        if (call.Argument<string>(0) != StorageRenderer.IscsiAdapter || !StorageRenderer.HasIscsi(_host.Host)) throw VimFault.NotFound();
        return _host.Host.IscsiDevices.Select(device => new DataObject("IscsiPortInfo") { ["vnicDevice"] = device, ["pathStatus"] = "active" }).ToArray();
    }
}
