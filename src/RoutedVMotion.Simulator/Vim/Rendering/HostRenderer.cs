using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>A host's runtime, configuration, capability and summary.</summary>
internal static class HostRenderer
{
    public static DateTime Boot { get; } = new(2026, 1, 5, 6, 0, 0, DateTimeKind.Utc);

    public static DataObject RenderConfig(Host host, ManagedReference reference) => new("HostConfigInfo")
    {
        ["host"] = reference,
        ["product"] = RenderProduct(host),
        ["storageDevice"] = Later(() => StorageRenderer.RenderDevices(host)),
        ["fileSystemVolume"] = Later(() => StorageRenderer.RenderVolumes(host)),
        ["network"] = Later(() => NetworkRenderer.Render(host)),
        ["vmotion"] = Later(() => ServiceRenderer.RenderVMotion(host)),
        ["virtualNicManagerInfo"] = Later(() => ServiceRenderer.RenderInfo(host)),
        ["capabilities"] = NetworkRenderer.RenderCapabilities(),
        ["offloadCapabilities"] = new DataObject("HostNetOffloadCapabilities")
        {
            ["csumOffload"] = true,
            ["tcpSegmentation"] = true,
            ["zeroCopyXmit"] = true,
        },
        ["adminDisabled"] = false,
        ["lockdownMode"] = "lockdownDisabled",
    };

    public static DataObject RenderRuntime(Host host) => new("HostRuntimeInfo")
    {
        ["connectionState"] = host.State switch
        {
            HostState.Connected => "connected",
            HostState.Disconnected => "disconnected",
            _ => "notResponding",
        },
        ["powerState"] = host.State == HostState.Connected ? "poweredOn" : "unknown",
        ["standbyMode"] = "none",
        ["inMaintenanceMode"] = host.InMaintenanceMode,
        ["inQuarantineMode"] = false,
        ["bootTime"] = Boot,
        ["networkRuntimeInfo"] = new DataObject("HostRuntimeInfoNetworkRuntimeInfo")
        {
            ["netStackInstanceRuntimeInfo"] = host.Stacks.Where(host.IsActive).Select(stack => RenderRuntime(host, stack)).ToArray(),
        },
        ["cryptoState"] = "incapable",
        ["stateEncryption"] = new DataObject("HostRuntimeInfoStateEncryptionInfo") { ["protectionMode"] = "none" },
    };

    public static DataObject RenderSummary(Host host, ManagedReference reference, string status) => new("HostListSummary")
    {
        ["host"] = reference,
        ["hardware"] = new DataObject("HostHardwareSummary")
        {
            ["vendor"] = "Example Inc.",
            ["model"] = "Server 2U",
            ["uuid"] = Uuid(host),
            ["memorySize"] = 549_755_813_888L,
            ["cpuModel"] = "Example CPU @ 2.60GHz",
            ["cpuMhz"] = 2600,
            ["numCpuPkgs"] = (short)2,
            ["numCpuCores"] = (short)64,
            ["numCpuThreads"] = (short)128,
            ["numNics"] = host.PhysicalNics.Count,
            ["numHBAs"] = 2,
        },
        ["runtime"] = RenderRuntime(host),
        ["config"] = new DataObject("HostConfigSummary")
        {
            ["name"] = host.Name,
            ["port"] = 443,
            ["product"] = RenderProduct(host),
            ["vmotionEnabled"] = host.VMotionAdapter is not null,
            ["faultToleranceEnabled"] = false,
        },
        ["quickStats"] = new DataObject("HostListSummaryQuickStats")
        {
            ["overallCpuUsage"] = 8500,
            ["overallMemoryUsage"] = 196608,
            ["uptime"] = 1_000_000,
        },
        ["overallStatus"] = status,
        ["rebootRequired"] = false,
        ["managementServerIp"] = "127.0.0.1",
    };

    public static DataObject RenderProduct(Host host) => new("AboutInfo")
    {
        ["name"] = "VMware ESXi",
        ["fullName"] = $"VMware ESXi {host.Version} build-{host.Build}",
        ["vendor"] = "VMware, Inc.",
        ["version"] = host.Version,
        ["patchLevel"] = "0.0",
        ["build"] = host.Build,
        ["localeVersion"] = "INTL",
        ["localeBuild"] = "000",
        ["osType"] = "vmnix-x86",
        ["productLineId"] = "embeddedEsx",
        ["apiType"] = "HostAgent",
        ["apiVersion"] = host.Version + ".0",
        ["licenseProductName"] = "VMware ESX Server",
        ["licenseProductVersion"] = string.Join(".", host.Version.Split('.').Take(2)),
    };

    public static DataObject RenderCapability(Host host)
    {
        var capability = new DataObject("HostCapability");
        // What the schema demands is true but for these; what it merely allows is only set where somebody asks for it.
        var no = new HashSet<string>(StringComparer.Ordinal) { "datastorePrincipalSupported", "backgroundSnapshotsSupported" };
        foreach (Schema.FieldDefinition field in capability.Type.Fields)
        {
            if (field is { TypeName: "boolean", Multiplicity: Schema.Multiplicity.Required }) capability[field.Name] = !no.Contains(field.Name);
        }

        foreach (string name in new[]
        {
            "storageVMotionSupported", "vmotionWithStorageVMotionSupported", "vmotionAcrossNetworkSupported",
            "multipleNetworkStackInstanceSupported", "provisioningNicSelectionSupported", "hbrNicSelectionSupported",
            "vrNfcNicSelectionSupported", "vsanSupported", "gatewayOnNicSupported", "encryptedVMotionSupported", "nvmeOverTcpSupported",
        })
        {
            capability[name] = true;
        }

        capability["multipleNetworkStackInstanceSupported"] = host.HasMultipleStacks;
        return capability;
    }

    public static DataObject RenderConfigManager(ManagedReference networkSystem, ManagedReference virtualNicManager, ManagedReference iscsiManager) =>
        new("HostConfigManager") { ["networkSystem"] = networkSystem, ["virtualNicManager"] = virtualNicManager, ["iscsiManager"] = iscsiManager };

    private static DataObject RenderRuntime(Host host, NetStack stack) => new("HostRuntimeInfoNetStackInstanceRuntimeInfo")
    {
        ["netStackInstanceKey"] = stack.Key,
        ["state"] = "active",
        ["vmknicKeys"] = host.Adapters.Where(adapter => adapter.Stack == stack.Key).Select(adapter => adapter.Device).ToArray(),
        ["maxNumberOfConnections"] = stack.MaxConnections ?? 0,
        ["currentIpV6Enabled"] = true,
    };

    private static Lazy<object?> Later(Func<DataObject> render) => new(render);

    private static string Uuid(Host host) => string.Format(
        CultureInfo.InvariantCulture, "4c4c4544-0000-1010-8000-{0:x4}{1:x4}0000", host.Rack.Number, host.Number);
}
