using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Fewer or more vMotion adapters than planned.</summary>
public sealed class AdapterCountDiffers : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AdapterCountDiffers),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The host has fewer or more vMotion adapters than the plan",
        Why = "Multi-NIC vMotion uses as many adapters as both hosts have: one that is missing costs bandwidth, one too many "
            + "is in nobody's plan.",
        Action = "Add the missing adapter; remove one that is too many, or put it in the plan.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        // A host that has none on the planned stack is another rule's.
        int planned = host.Rack?.Plan?.VMotion.Adapters.Count ?? 0, found = host.OnRackStack.Count;
        if (planned == 0 || found == 0 || found == planned) yield break;
        yield return Report(
            host,
            null,
            Words.Count(planned, "vMotion adapter"),
            $"{Words.Number(found)} ({Words.List(host.OnRackStack.Select(adapter => adapter.Device))})",
            fixedBySet: found < planned);
    }
}
