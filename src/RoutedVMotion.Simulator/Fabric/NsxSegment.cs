namespace RoutedVMotion.Simulator.Fabric;

/// <summary>An NSX segment that backs a distributed port group.</summary>
/// <param name="LogicalSwitchUuid">The id of the logical switch.</param>
/// <param name="TransportZoneUuid">The id of the transport zone.</param>
/// <param name="TransportZoneName">The name of the transport zone.</param>
/// <param name="NetworkIdentifier">The VNI of an overlay segment; null for a VLAN segment, which is in no way stretched.</param>
internal sealed record NsxSegment(
    string LogicalSwitchUuid, string TransportZoneUuid, string TransportZoneName, int? NetworkIdentifier);
