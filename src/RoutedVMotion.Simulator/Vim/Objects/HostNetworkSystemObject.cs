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
    private readonly LeafSpineFabric _fabric;

    public HostNetworkSystemObject(string id, HostSystemObject host, LeafSpineFabric fabric)
        : base("HostNetworkSystem", id)
    {
        _host = host;
        _fabric = fabric;
    }

    public HostSystemObject Host => _host;

    public override string? GetMissingPrivilege(string property) => _host.GetMissingPrivilege(property);

    public override object? GetProperty(string name, Session? session)
    {
        Fabric.Host host = _host.Host;
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
        switch (call.Method.Name)
        {
            case "AddVirtualNic":
                string? device = null;
                Change(editor => device = editor.Add(call.Argument<string>(0), call.Argument<DataObject>(1)));
                return device;
            case "UpdateVirtualNic":
                Change(editor => editor.Update(call.Argument<string>(0), call.Argument<DataObject>(1)));
                return null;
            case "RemoveVirtualNic":
                Change(editor => editor.Remove(call.Argument<string>(0)));
                return null;
            case "UpdateNetworkConfig":
                return UpdateNetworkConfig(call.Argument<DataObject>(0), call.Argument<string>(1));
            case "RefreshNetworkSystem":
                _host.CheckChangeable();
                _host.Stale = null;
                _host.Host.Touch();
                return null;
            case "QueryNetworkHint":
                return QueryNetworkHint(call);
            default:
                return base.Invoke(call);
        }
    }

    /// <summary>Changes the host, and lets vCenter learn of it when it does.</summary>
    public void Change(System.Action<HostNetworkEditor> change)
    {
        _host.CheckChangeable();
        StaleConfig? stale = _fabric.Behavior.WriteLag > System.TimeSpan.Zero
            ? new StaleConfig((_host.Stale?.Config ?? HostRenderer.RenderConfig(_host.Host, _host.Reference)).Freeze(), _fabric.Behavior.WriteLag)
            : null;
        var editor = new HostNetworkEditor(_host, _fabric);
        editor.Atomically(() => change(editor));
        _host.Stale = stale;
    }

    private DataObject UpdateNetworkConfig(DataObject config, string changeMode)
    {
        // In replace mode all that the config does not name is destroyed: nobody who means well sends it.
        if (changeMode != "modify") throw changeMode == "replace" ? VimFault.NotSupported("replace") : VimFault.InvalidArgument("changeMode");
        bool hasOthers = config.Type.Fields.Any(field => field.Name is not ("vnic" or "netStackSpec") && config[field.Name] is not (null or IReadOnlyList<object> { Count: 0 }));
        if (hasOthers) throw VimFault.NotSupported("of a network configuration only vnic and netStackSpec can be changed here");
        var devices = new List<string>();
        Change(editor =>
        {
            foreach (DataObject vnic in config.GetList("vnic").Cast<DataObject>())
            {
                string device = vnic.GetString("device") ?? string.Empty;
                var spec = vnic["spec"] as DataObject;
                switch (vnic.GetString("changeOperation"))
                {
                    case "add" when spec is not null:
                        devices.Add(editor.Add(vnic.GetString("portgroup") ?? string.Empty, spec));
                        break;
                    case "edit" when spec is not null:
                        editor.Update(device, spec);
                        break;
                    case "remove":
                        editor.Remove(device);
                        break;
                    default:
                        throw VimFault.InvalidArgument("config.vnic");
                }
            }

            foreach (DataObject stack in config.GetList("netStackSpec").Cast<DataObject>()) editor.EditStack(stack);
        });
        return new DataObject("HostNetworkConfigResult") { ["vnicDevice"] = devices.ToArray() };
    }

    private DataObject[] QueryNetworkHint(MethodCall call)
    {
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
