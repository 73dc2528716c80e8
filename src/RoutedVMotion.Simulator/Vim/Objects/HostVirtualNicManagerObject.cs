using System.Linq;

using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A host's virtual NIC manager: which adapter carries which service.</summary>
internal sealed class HostVirtualNicManagerObject : ManagedObject
{
    private readonly HostSystemObject _host;

    public HostVirtualNicManagerObject(string id, HostSystemObject host)
        : base("HostVirtualNicManager", id) =>
        _host = host;

    public Fabric.Host Host => _host.Host;

    public override string? GetMissingPrivilege(string property) => _host.GetMissingPrivilege(property);

    public override object? GetProperty(string name, Session? session) =>
        name == "info" ? ServiceRenderer.RenderInfo(_host.Host) : null;

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name is "SelectVnicForNicType" or "DeselectVnicForNicType")
        {
            _host.CheckChangeable();
            _host.NetworkSystem.Change(editor => editor.Select(call.Argument<string>(0), call.Argument<string>(1), call.Method.Name[0] == 'S'));
            return null;
        }

        if (call.Method.Name != "QueryNetConfig") return base.Invoke(call);
        _host.CheckReadable();
        _host.CheckConnected();
        string nicType = call.Argument<string>(0);
        return ServiceRenderer.NicTypes.Contains(nicType)
            ? ServiceRenderer.Render(_host.Host, nicType)
            : throw VimFault.InvalidArgument("nicType");
    }
}
