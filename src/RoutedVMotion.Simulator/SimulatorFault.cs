using System;
using System.Globalization;

namespace RoutedVMotion.Simulator;

/// <summary>A fault and how many there shall be of it.</summary>
/// <param name="Name">Which fault.</param>
/// <param name="Count">On how many hosts, racks or pairs of racks, as the fault is; one or more.</param>
public sealed record SimulatorFault(FaultName Name, int Count)
{
    /// <summary>Reads "MissingGateway" (one) or "MissingGateway=3"; case is ignored.</summary>
    public static bool TryParse(string? text, out SimulatorFault fault)
    {
        fault = new SimulatorFault(default, 1);
        if (text is null) return false;

        string name = text.Trim();
        int count = 1;
        int equals = name.IndexOf('=');
        if (equals >= 0)
        {
            string number = name.Substring(equals + 1).Trim();
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1) return false;
            name = name.Substring(0, equals).TrimEnd();
        }

        // Enum.TryParse would take "3" and "MissingGateway, WrongGateway" as well.
        foreach (FaultName candidate in (FaultName[])Enum.GetValues(typeof(FaultName)))
        {
            if (!string.Equals(candidate.ToString(), name, StringComparison.OrdinalIgnoreCase)) continue;
            fault = new SimulatorFault(candidate, count);
            return true;
        }

        return false;
    }

    /// <summary>For example MissingGateway=3.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}={1}", Name, Count);
}
