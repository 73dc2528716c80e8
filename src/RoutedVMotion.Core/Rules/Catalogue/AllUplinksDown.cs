using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A vMotion adapter that is cut off.</summary>
public sealed class AllUplinksDown : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AllUplinksDown),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "All uplinks of the vMotion adapter are down",
        Why = "No frame of this adapter leaves the host.",
        Action = "Check cables and switch ports, or the teaming of the port group.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.VMotion)
        {
            PhysicalNic[] nics = (adapter.Adapter.PortGroup?.Uplinks ?? Array.Empty<Uplink>())
                .Select(uplink => host.Host.PhysicalNics.FirstOrDefault(nic => nic.Device == uplink.Device))
                .OfType<PhysicalNic>()
                .ToArray();
            if (nics.Length == 0 || nics.Any(nic => nic.IsUp)) continue;
            yield return Report(host, adapter.Device, "a link", $"{string.Join(", ", nics.Select(nic => nic.Device))} down");
        }
    }
}
