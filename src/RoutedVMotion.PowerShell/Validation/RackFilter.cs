using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Validation;

/// <summary>Which racks are reported on.</summary>
internal static class RackFilter
{
    /// <summary>
    /// The patterns; ends the cmdlet where a rack is named that the plan has not. Without a plan the racks are only known when
    /// the servers have been read.
    /// </summary>
    internal static IReadOnlyList<NamePattern> Require(PSCmdlet cmdlet, string[]? racks, RackPlan? plan)
    {
        NamePattern[] patterns = racks?.Select(rack => new NamePattern(rack)).ToArray() ?? [];
        NamePattern? unknown = plan is null
            ? null
            : Array.Find(patterns, pattern => pattern.IsExact && !plan.Racks.Any(rack => pattern.Matches(rack.Name)));
        if (unknown is not null) cmdlet.ThrowTerminatingError(ErrorRecords.RackNotFound(unknown.Text, plan!.File));
        return patterns;
    }
}
