using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that vCenter does not reach.</summary>
public sealed class HostDisconnected : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostDisconnected),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "vCenter does not reach the host",
        Why = "What vCenter last knew of the host may be out of date: the host was not judged, only its addresses count as taken.",
        Action = "Reconnect the host, or remove it from the inventory if it is gone for good, and run the test again.",
    };

    /// <inheritdoc/>
    public override bool JudgesUnreadHosts => true;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Host.Connection is not (HostConnection.Disconnected or HostConnection.NotResponding)) yield break;
        yield return Report(
            host, null, "connected", host.Host.Connection == HostConnection.Disconnected ? "disconnected by an administrator" : "not responding");
    }
}
