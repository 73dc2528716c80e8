using System;
using System.Globalization;

namespace RoutedVMotion.Simulator;

/// <summary>A fault and the number of hosts that get it.</summary>
/// <param name="Name">Which fault.</param>
/// <param name="Hosts">On how many hosts, one or more.</param>
public sealed record SimulatorFault(FaultName Name, int Hosts)
{
    /// <summary>Reads "MissingGateway" (one host) or "MissingGateway=3"; case is ignored.</summary>
    public static bool TryParse(string? text, out SimulatorFault fault)
    {
        fault = new SimulatorFault(default, 1);
        if (text is null) return false;

        string name = text.Trim();
        int hosts = 1;
        int equals = name.IndexOf('=');
        if (equals >= 0)
        {
            string count = name.Substring(equals + 1).Trim();
            if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out hosts) || hosts < 1) return false;
            name = name.Substring(0, equals).TrimEnd();
        }

        // Enum.TryParse would take "3" and "MissingGateway, WrongGateway" as well.
        foreach (FaultName candidate in (FaultName[])Enum.GetValues(typeof(FaultName)))
        {
            if (!string.Equals(candidate.ToString(), name, StringComparison.OrdinalIgnoreCase)) continue;
            fault = new SimulatorFault(candidate, hosts);
            return true;
        }

        return false;
    }

    /// <summary>For example MissingGateway=3.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}={1}", Name, Hosts);
}
