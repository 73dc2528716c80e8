using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>
/// Which adapters carry which services, as HostVirtualNicManager tells it (facts B5). An adapter on the vmotion stack is
/// selected for vmotion without anybody having selected it, and no other service can be given to it.
/// </summary>
internal static class ServiceRenderer
{
    /// <summary>The services of 8.0.2, in its order.</summary>
    public static IReadOnlyList<string> NicTypes { get; } = new[]
    {
        ServiceNames.FaultTolerance, ServiceNames.Management, "nvmeRdma", "nvmeTcp", "ptp", "vSphereBackupNFC", ServiceNames.Provisioning,
        "vSphereReplication", "vSphereReplicationNFC", ServiceNames.VMotion, ServiceNames.Vsan, "vsanWitness",
    };

    public static DataObject RenderInfo(Host host) => new("HostVirtualNicManagerInfo")
    {
        ["netConfig"] = NicTypes.Select(nicType => Render(host, nicType)).ToArray(),
    };

    public static DataObject Render(Host host, string nicType)
    {
        string prefix = nicType + ".";
        VMKernelAdapter[] candidates = host.Adapters.Where(adapter => IsCandidate(adapter, nicType)).ToArray();
        return new DataObject("VirtualNicManagerNetConfig")
        {
            ["nicType"] = nicType,
            ["multiSelectAllowed"] = nicType != "ptp",
            ["candidateVnic"] = candidates.Select(adapter => AdapterRenderer.Render(adapter, prefix)).ToArray(),
            ["selectedVnic"] = candidates
                .Where(adapter => IsSelected(host, adapter, nicType))
                .Select(adapter => prefix + AdapterRenderer.KeyOf(adapter))
                .ToArray(),
        };
    }

    /// <summary>The older view of vMotion alone, with another prefix.</summary>
    public static DataObject RenderVMotion(Host host)
    {
        const string Prefix = "VMotionConfig.vmotion.";
        VMKernelAdapter? selected = host.VMotionAdapter;
        return new DataObject("HostVMotionInfo")
        {
            ["netConfig"] = new DataObject("HostVMotionNetConfig")
            {
                ["candidateVnic"] = host.Adapters
                    .Where(adapter => IsCandidate(adapter, ServiceNames.VMotion))
                    .Select(adapter => AdapterRenderer.Render(adapter, Prefix))
                    .ToArray(),
                ["selectedVnic"] = selected is null ? null : Prefix + AdapterRenderer.KeyOf(selected),
            },
            ["ipConfig"] = selected is null ? null : AdapterRenderer.RenderIpConfig(selected),
        };
    }

    private static bool IsSelected(Host host, VMKernelAdapter adapter, string nicType) =>
        host.Services.Contains((nicType, adapter.Device)) || (ImpliedBy(adapter.Stack) == nicType && !adapter.HidesImpliedService);

    private static bool IsCandidate(VMKernelAdapter adapter, string nicType) =>
        adapter.Stack == NetstackKeys.Default || ImpliedBy(adapter.Stack) == nicType;

    /// <summary>The service that an adapter on this stack has without anybody having selected it; null for none.</summary>
    public static string? ImpliedBy(string stack) => stack switch
    {
        NetstackKeys.VMotion => ServiceNames.VMotion,
        NetstackKeys.Provisioning => ServiceNames.Provisioning,
        _ => null,
    };
}
