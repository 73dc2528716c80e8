using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>A host's storage as far as it hangs on vmkernel adapters: NFS datastores and the software iSCSI adapter.</summary>
internal static class StorageRenderer
{
    /// <summary>The software iSCSI adapter, which is there once it has targets or bound adapters.</summary>
    public const string IscsiAdapter = "vmhba64";

    public static DataObject RenderVolumes(Host host) => new("HostFileSystemVolumeInfo")
    {
        ["volumeTypeList"] = new[] { "VMFS", "NFS", "NFS41" },
        ["mountInfo"] = host.NfsServers.Select(RenderMount).ToArray(),
    };

    public static DataObject RenderDevices(Host host)
    {
        bool hasIscsi = HasIscsi(host);
        return new DataObject("HostStorageDeviceInfo")
        {
            ["hostBusAdapter"] = hasIscsi ? new[] { RenderIscsi(host) } : null,
            ["softwareInternetScsiEnabled"] = hasIscsi,
        };
    }

    public static bool HasIscsi(Host host) => host.IscsiTargets.Count + host.IscsiDevices.Count > 0;

    private static DataObject RenderMount(string server, int index)
    {
        string name = "nfs-" + (index + 1).ToString("00", CultureInfo.InvariantCulture);
        return new DataObject("HostFileSystemMountInfo")
        {
            ["mountInfo"] = new DataObject("HostMountInfo")
            {
                ["path"] = "/vmfs/volumes/" + name,
                ["accessMode"] = "readWrite",
                ["mounted"] = true,
                ["accessible"] = true,
            },
            ["volume"] = new DataObject("HostNasVolume")
            {
                ["type"] = "NFS",
                ["name"] = name,
                ["capacity"] = 10_995_116_277_760L,
                ["remoteHost"] = server,
                ["remotePath"] = "/export/" + name,
                ["remoteHostNames"] = new[] { server },
            },
        };
    }

    private static DataObject RenderIscsi(Host host) => new("HostInternetScsiHba")
    {
        ["key"] = "key-vim.host.InternetScsiHba-" + IscsiAdapter,
        ["device"] = IscsiAdapter,
        ["bus"] = 0,
        ["status"] = "online",
        ["model"] = "iSCSI Software Adapter",
        ["driver"] = "iscsi_vmk",
        ["isSoftwareBased"] = true,
        ["canBeDisabled"] = true,
        ["discoveryCapabilities"] = AllFalse("HostInternetScsiHbaDiscoveryCapabilities"),
        ["discoveryProperties"] = AllFalse("HostInternetScsiHbaDiscoveryProperties"),
        ["authenticationCapabilities"] = AllFalse("HostInternetScsiHbaAuthenticationCapabilities"),
        ["authenticationProperties"] = AllFalse("HostInternetScsiHbaAuthenticationProperties"),
        ["ipCapabilities"] = AllFalse("HostInternetScsiHbaIPCapabilities"),
        ["ipProperties"] = AllFalse("HostInternetScsiHbaIPProperties"),
        ["iScsiName"] = "iqn.1998-01.com.vmware:" + host.Name,
        ["configuredSendTarget"] = host.IscsiTargets.Select(target => new DataObject("HostInternetScsiHbaSendTarget") { ["address"] = target, ["port"] = 3260 }).ToArray(),
    };

    // What the schema demands and nobody here looks at.
    private static DataObject AllFalse(string type)
    {
        var data = new DataObject(type);
        IEnumerable<Schema.FieldDefinition> required = data.Type.Fields.Where(field => field.Multiplicity == Schema.Multiplicity.Required && field.TypeName == "boolean");
        foreach (Schema.FieldDefinition field in required) data[field.Name] = false;
        return data;
    }
}
