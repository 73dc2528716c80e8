using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host of which something could not be read.</summary>
public sealed class HostNotRead : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostNotRead),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "Something of the host could not be read",
        Why = "What could not be read was not judged: no finding here does not mean that nothing is wrong.",
        Action = "Give the account the right to read the host (System.Read on it and on its networks), or see the reason, and "
            + "run the test again.",
    };

    /// <inheritdoc/>
    public override bool JudgesUnreadHosts => true;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Host.Connection is HostConnection.Disconnected or HostConnection.NotResponding) yield break;
        if (host.Host.Unread.Count == 0 && !host.Host.AdaptersUnread) yield break;
        yield return Report(
            host,
            null,
            "everything readable",
            host.Host.Unread.Count == 0 ? "the vmkernel adapters could not be read" : string.Join(" ", host.Host.Unread));
    }
}
