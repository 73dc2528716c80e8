using System.Collections.Generic;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Reports;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;

namespace RoutedVMotion.PowerShell.Validation;

/// <summary>What came of a validation.</summary>
/// <param name="Findings">What was found and is reported.</param>
/// <param name="Summary">The same in one row.</param>
/// <param name="Cases">What was checked. Worked out when it is asked for.</param>
/// <param name="Servers">The servers that were read.</param>
/// <param name="Identities">What they say that they are.</param>
/// <param name="Failed">The servers that failed; their hosts are missing.</param>
/// <param name="Index">All that was judged.</param>
/// <param name="Observations">What came of the pings; null where none were made.</param>
internal sealed record ValidationResult(
    IReadOnlyList<Finding> Findings,
    ValidationSummary Summary,
    IEnumerable<ReportCase> Cases,
    IReadOnlyList<string> Servers,
    IReadOnlyList<ServerIdentity> Identities,
    IReadOnlyList<string> Failed,
    FabricIndex Index,
    IReadOnlyList<ProbeObservation>? Observations);
