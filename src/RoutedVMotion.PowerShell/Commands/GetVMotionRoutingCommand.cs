using System.Collections.Generic;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.PowerShell.Cmdlets;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Shows how each ESXi host routes vMotion today, whether its vMotion traffic can leave the subnet, and if not, why.</summary>
[Cmdlet(VerbsCommon.Get, "VMotionRouting")]
[OutputType(typeof(VMotionRouting))]
public sealed class GetVMotionRoutingCommand : InventoryCmdlet
{
    /// <summary>
    /// Ask each reported host which switch ports its physical NICs see by LLDP or CDP. Use it to find out which leaves a host hangs
    /// on; it costs one more call for each host. The answer stands in the rows' Uplinks.
    /// </summary>
    [Parameter]
    public SwitchParameter Neighbor { get; set; }

    private protected override bool WithNeighbors => Neighbor;

    private protected override IReadOnlyList<object> GetRows(EsxHost host) => [new VMotionRouting(HostRouting.Of(host))];
}
