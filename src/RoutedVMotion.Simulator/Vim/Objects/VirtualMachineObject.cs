using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A virtual machine.</summary>
internal sealed class VirtualMachineObject : ManagedEntityObject
{
    private const string GuestId = "otherLinux64Guest";
    private const string GuestName = "Other Linux (64-bit)";

    private readonly VirtualMachine _machine;
    private readonly References _references;
    private readonly Migrator _migrator;

    public VirtualMachineObject(string id, VirtualMachine machine, ManagedReference parent, ManagedReference pool, References references, Migrator migrator)
        : base("VirtualMachine", id, machine.Name, parent)
    {
        _machine = machine;
        // A template belongs to no pool.
        Pool = machine.IsTemplate ? null : pool;
        _references = references;
        _migrator = migrator;
    }

    public VirtualMachine Machine => _machine;

    /// <summary>The resource pool; null for a template.</summary>
    public ManagedReference? Pool { get; set; }

    /// <summary>poweredOn, or poweredOff.</summary>
    public string PowerState => _machine.IsPoweredOn ? "poweredOn" : "poweredOff";

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "config" => RenderConfig(),
        "runtime" => RenderRuntime(),
        "summary" => RenderSummary(),
        "resourcePool" => _machine.IsPoolHidden ? null : Pool,
        "network" => Networks().Distinct().ToArray(),
        "datastore" => System.Array.Empty<ManagedReference>(),
        "guestHeartbeatStatus" => "gray",
        _ => base.GetProperty(name, session),
    };

    public override object? Invoke(MethodCall call)
    {
        switch (call.Method.Name)
        {
            case "RelocateVM_Task":
                var spec = call.Argument<DataObject>(0);
                // What is stored stays where it is: storage is nothing that this vCenter knows of.
                bool hasOthers = spec.Type.Fields.Any(field => field.Name is not ("pool" or "host") && spec[field.Name] is not (null or IReadOnlyList<object> { Count: 0 }));
                if (hasOthers) throw VimFault.NotSupported("a virtual machine can be relocated to another host and pool here, and to nothing else");
                return _migrator.Migrate(this, (ManagedReference?)spec["host"], (ManagedReference?)spec["pool"], "VirtualMachine.relocate", call);
            case "MigrateVM_Task":
                if (call.Argument<string?>(3) is string state && state != PowerState) throw VimFault.InvalidPowerState(state, PowerState);
                return _migrator.Migrate(this, call.Argument<ManagedReference?>(1), call.Argument<ManagedReference?>(0), "VirtualMachine.migrate", call);
            default:
                return base.Invoke(call);
        }
    }

    /// <summary>What its network adapters are called, and what they are connected to.</summary>
    public IEnumerable<(string Device, NetworkConnection Connection, ManagedReference Network)> Cards() => _machine.Connections.Select((connection, index) =>
        ("Network adapter " + (index + 1).ToString(CultureInfo.InvariantCulture), connection, _references.OfNetwork(_machine.Host, connection)));

    private IEnumerable<ManagedReference> Networks() =>
        _machine.Connections.Select(connection => _references.OfNetwork(_machine.Host, connection));

    private string Path => $"[datastore1] {Name}/{Name}.vmx";

    private string Uuid(string family) => string.Format(
        CultureInfo.InvariantCulture, "{0}0000-0000-4000-8000-{1:x12}", family, _machine.Number);

    private DataObject RenderRuntime() => new("VirtualMachineRuntimeInfo")
    {
        ["host"] = _references[_machine.Host],
        ["connectionState"] = _machine.Host.State == HostState.Connected ? "connected" : "disconnected",
        ["powerState"] = PowerState,
        ["toolsInstallerMounted"] = false,
        ["bootTime"] = _machine.IsPoweredOn ? HostRenderer.Boot : null,
        ["numMksConnections"] = 0,
        ["consolidationNeeded"] = false,
    };

    private DataObject RenderSummary() => new("VirtualMachineSummary")
    {
        ["vm"] = Reference,
        ["runtime"] = RenderRuntime(),
        ["config"] = new DataObject("VirtualMachineConfigSummary")
        {
            ["name"] = EncodeName(Name),
            ["template"] = _machine.IsTemplate,
            ["vmPathName"] = Path,
            ["memorySizeMB"] = 4096,
            ["numCpu"] = 2,
            ["numEthernetCards"] = _machine.Connections.Count,
            ["numVirtualDisks"] = 1,
            ["uuid"] = Uuid("4210"),
            ["instanceUuid"] = Uuid("5010"),
            ["guestId"] = GuestId,
            ["guestFullName"] = GuestName,
            ["managedBy"] = RenderManager(),
        },
        ["quickStats"] = new DataObject("VirtualMachineQuickStats") { ["guestHeartbeatStatus"] = "gray" },
        ["overallStatus"] = Status,
    };

    // As vCLS machines were marked until 8.0 U3 (Broadcom KB 370219).
    private DataObject? RenderManager() => _machine.IsClusterAgent
        ? new DataObject("ManagedByInfo") { ["extensionKey"] = "com.vmware.vim.eam", ["type"] = "cluster-agent" }
        : null;

    private DataObject RenderConfig() => new("VirtualMachineConfigInfo")
    {
        ["changeVersion"] = "2026-01-05T06:00:00.000000Z",
        ["modified"] = HostRenderer.Boot,
        ["name"] = EncodeName(Name),
        ["guestFullName"] = GuestName,
        ["version"] = "vmx-19",
        ["uuid"] = Uuid("4210"),
        ["instanceUuid"] = Uuid("5010"),
        ["template"] = _machine.IsTemplate,
        ["guestId"] = GuestId,
        ["alternateGuestName"] = string.Empty,
        ["annotation"] = string.Empty,
        ["managedBy"] = RenderManager(),
        ["files"] = new DataObject("VirtualMachineFileInfo") { ["vmPathName"] = Path },
        ["flags"] = new DataObject("VirtualMachineFlagInfo"),
        ["defaultPowerOps"] = new DataObject("VirtualMachineDefaultPowerOpInfo"),
        ["hardware"] = new DataObject("VirtualHardware")
        {
            ["numCPU"] = 2,
            ["numCoresPerSocket"] = 1,
            ["memoryMB"] = 4096,
            ["device"] = _machine.Connections.Select(RenderCard).ToArray(),
        },
    };

    private DataObject RenderCard(NetworkConnection connection, int index) => new("VirtualVmxnet3")
    {
        ["key"] = 4000 + index,
        ["deviceInfo"] = new DataObject("Description")
        {
            ["label"] = "Network adapter " + (index + 1).ToString(CultureInfo.InvariantCulture),
            ["summary"] = connection is DistributedConnection port ? "DVSwitch: " + port.PortGroup.Switch.Uuid : "Network",
        },
        ["backing"] = RenderBacking(connection),
        ["connectable"] = new DataObject("VirtualDeviceConnectInfo")
        {
            ["startConnected"] = true,
            ["allowGuestControl"] = true,
            ["connected"] = _machine.IsPoweredOn,
            ["status"] = "ok",
        },
        ["controllerKey"] = 100,
        ["unitNumber"] = 7 + index,
        ["addressType"] = "assigned",
        ["macAddress"] = string.Format(
            CultureInfo.InvariantCulture,
            "00:50:56:{0:x2}:{1:x2}:{2:x2}",
            0x80 + (_machine.Number >> 16),
            (_machine.Number >> 8) & 255,
            _machine.Number & 255),
        ["wakeOnLanEnabled"] = true,
    };

    private DataObject RenderBacking(NetworkConnection connection) => connection switch
    {
        StandardConnection standard => new DataObject("VirtualEthernetCardNetworkBackingInfo")
        {
            ["deviceName"] = standard.PortGroup.Name,
            ["useAutoDetect"] = false,
            ["network"] = _references.OfNetwork(_machine.Host, standard),
        },
        DistributedConnection distributed => new DataObject("VirtualEthernetCardDistributedVirtualPortBackingInfo")
        {
            ["port"] = AdapterRenderer.RenderPort(distributed),
        },
        _ => new DataObject("VirtualEthernetCardOpaqueNetworkBackingInfo")
        {
            ["opaqueNetworkId"] = ((OpaqueConnection)connection).Network.Id,
            ["opaqueNetworkType"] = OpaqueNetwork.Type,
        },
    };
}
