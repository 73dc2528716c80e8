using System.Collections.Generic;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A vMotion adapter that is on another stack than planned.</summary>
public sealed class VMotionOnOtherStack : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(VMotionOnOtherStack),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "vMotion is on another TCP/IP stack than the plan says",
        Why = "The gateway of that stack is not the one of the vMotion segment, so that vMotion does not leave the rack as planned.",
        Action = "Add an adapter on the planned stack and remove the old one: the stack of an existing adapter cannot be changed.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Rack?.Plan is null) yield break;
        string planned = host.Rack.Plan.VMotion.Stack;
        foreach (AdapterContext adapter in host.VMotion)
        {
            if (adapter.Adapter.Stack == planned) continue;
            NextHop? hop = adapter.Route.NextHop;
            string way = hop?.Device is string device && hop.Source is GatewaySource.Stack or GatewaySource.Override && device != adapter.Device
                ? $"; beyond its subnet vMotion leaves by {device}"
                : string.Empty;
            yield return Report(
                host, adapter.Device, planned, adapter.Adapter.Stack + way, fixedBySet: !adapter.Adapter.SystemOwned && host.HasPlannedAddresses);
        }
    }
}
