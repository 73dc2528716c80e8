using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>A distributed port group, the same for all hosts.</summary>
/// <param name="Name">Its name, decoded.</param>
/// <param name="IsNsx">It is an NSX segment.</param>
/// <param name="Settings">VLAN and teaming; null where they could not be read.</param>
internal sealed record DistributedPortGroup(string Name, bool IsNsx, VMwareDVSPortSetting? Settings);
