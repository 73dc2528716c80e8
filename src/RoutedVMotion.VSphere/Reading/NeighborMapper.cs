using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>From what a physical NIC has heard to the neighbour at the other end of its cable.</summary>
internal static class NeighborMapper
{
    /// <summary>The neighbour; null where nothing has been heard. LLDP before CDP: it is the one that names ports in words.</summary>
    public static Neighbor? Map(PhysicalNicHintInfo hint) => MapLldp(hint.LldpInfo) ?? MapCdp(hint.ConnectedSwitchPort);

    /// <summary>The host with the neighbours of its physical NICs filled in.</summary>
    public static EsxHost Apply(EsxHost host, IReadOnlyCollection<PhysicalNicHintInfo> hints) => host with
    {
        PhysicalNics = host.PhysicalNics
            .Select(nic => hints.FirstOrDefault(hint => hint.Device == nic.Device) is PhysicalNicHintInfo hint ? nic with { Neighbor = Map(hint) } : nic)
            .ToArray(),
    };

    private static Neighbor? MapLldp(LinkLayerDiscoveryProtocolInfo? lldp)
    {
        if (lldp is null) return null;
        string? chassis = Trim(lldp.ChassisId);
        string? name = Parameter("System Name") ?? chassis;
        return name is null ? null : new Neighbor
        {
            Protocol = "LLDP",
            SystemName = name,
            ChassisId = chassis,
            Port = Trim(lldp.PortId),
            PortDescription = Parameter("Port Description"),
            ManagementAddress = Parameter("Management Address"),
            Mtu = PositiveOrNull(Parameter("MTU")),
            NativeVlan = PositiveOrNull(Parameter("Vlan ID")),
        };

        string? Parameter(string key) => (lldp.Parameter ?? []).FirstOrDefault(parameter => parameter.Key?.Trim() == key)?.Value switch
        {
            string text => Trim(text),
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static Neighbor? MapCdp(PhysicalNicCdpInfo? cdp)
    {
        string? name = Trim(cdp?.SystemName) ?? Trim(cdp?.DevId);
        return cdp is null || name is null ? null : new Neighbor
        {
            Protocol = "CDP",
            SystemName = name,
            ChassisId = Trim(cdp.DevId),
            Port = Trim(cdp.PortId),
            ManagementAddress = Trim(cdp.MgmtAddr) ?? Trim(cdp.Address),
            Mtu = cdp.Mtu is > 0 ? cdp.Mtu : null,
            NativeVlan = cdp.Vlan is > 0 ? cdp.Vlan : null,
        };
    }

    private static int? PositiveOrNull(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;

    // Switches pad their texts.
    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
