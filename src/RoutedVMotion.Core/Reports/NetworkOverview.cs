using System.Collections.Generic;

namespace RoutedVMotion.Core.Reports;

/// <summary>A network of virtual machines, over all racks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vlans">Its VLANs in words.</param>
/// <param name="Racks">The racks with machines on it.</param>
/// <param name="Machines">How many machines are on it.</param>
/// <param name="By">By what it reaches other racks; empty where it reaches none.</param>
/// <param name="Reached">How many ordered pairs of racks it reaches, of those from a rack with machines on it to another.</param>
/// <param name="Unreached">How many it is not known to reach.</param>
/// <param name="Why">What is there where it does not reach, in words; null where it reaches all.</param>
public sealed record NetworkOverview(
    string Name, IReadOnlyList<string> Vlans, IReadOnlyList<string> Racks, int Machines, IReadOnlyList<string> By, int Reached, int Unreached, string? Why);
