using System.Collections.Generic;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>
/// What is asked of each host, and nothing else: a whole "config" is 26 to 92 kB a host (facts H).
/// <para>
/// Services. config.virtualNicManagerInfo.netConfig is half of the bytes, because it repeats every adapter as a candidate for
/// each of 8 to 12 services, and we only want selectedVnic. It is asked for all the same. Nothing cheaper answers: QueryNetConfig
/// is a call for each host and service, config.vmotion knows one service and we need management and vSAN too, and whether
/// netConfig["vmotion"].selectedVnic is a legal path stands nowhere (its items have no key). What it costs: candidates are so
/// alike that gzip leaves next to nothing of them (1,000 hosts: 11.6 MB of XML, 0.1 MB on the wire), and the reader passes over
/// them at the speed of the bare XML parser, without keeping a byte.
/// </para>
/// </summary>
internal static class HostPaths
{
    public const string Name = "name";
    public const string Parent = "parent";
    // Out of the summary, which a disconnected host has too.
    public const string Version = "summary.config.product.version";
    public const string Build = "summary.config.product.build";
    public const string ConnectionState = "runtime.connectionState";
    public const string InMaintenanceMode = "runtime.inMaintenanceMode";
    public const string NetworkRuntimeInfo = "runtime.networkRuntimeInfo";
    public const string Vnic = "config.network.vnic";
    public const string NetStackInstance = "config.network.netStackInstance";
    public const string Pnic = "config.network.pnic";
    public const string Vswitch = "config.network.vswitch";
    public const string Portgroup = "config.network.portgroup";
    public const string ProxySwitch = "config.network.proxySwitch";
    public const string OpaqueSwitch = "config.network.opaqueSwitch";
    public const string OpaqueNetwork = "config.network.opaqueNetwork";
    public const string NetConfig = "config.virtualNicManagerInfo.netConfig";
    public const string MultipleStacks = "capability.multipleNetworkStackInstanceSupported";
    public const string NetworkSystem = "configManager.networkSystem";

    /// <summary>All of them.</summary>
    public static string[] All { get; } =
    [
        Name, Parent, Version, Build, ConnectionState, InMaintenanceMode, NetworkRuntimeInfo, Vnic, NetStackInstance, Pnic, Vswitch,
        Portgroup, ProxySwitch, OpaqueSwitch, OpaqueNetwork, NetConfig, MultipleStacks, NetworkSystem,
    ];

    /// <summary>What a path is called in a sentence about what could not be read.</summary>
    public static IReadOnlyDictionary<string, string> InWords { get; } = new Dictionary<string, string>
    {
        [Name] = "The name",
        [Parent] = "The cluster",
        [Version] = "The version",
        [Build] = "The build",
        [ConnectionState] = "The connection state",
        [InMaintenanceMode] = "The maintenance mode",
        [NetworkRuntimeInfo] = "The list of active TCP/IP stacks",
        [Vnic] = "The vmkernel adapters",
        [NetStackInstance] = "The TCP/IP stacks",
        [Pnic] = "The physical NICs",
        [Vswitch] = "The standard switches",
        [Portgroup] = "The standard port groups",
        [ProxySwitch] = "The distributed switches of the host",
        [OpaqueSwitch] = "The NSX switches",
        [OpaqueNetwork] = "The NSX networks",
        [NetConfig] = "The services of the adapters",
        [MultipleStacks] = "Whether it can have more than one TCP/IP stack",
        [NetworkSystem] = "The network system",
    };
}
