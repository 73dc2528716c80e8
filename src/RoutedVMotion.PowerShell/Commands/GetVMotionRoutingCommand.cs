using System.Collections.Generic;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.PowerShell.Cmdlets;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Shows how each ESXi host routes vMotion today, whether its vMotion traffic can leave the subnet, and if not, why.</summary>
/// <remarks>
/// <para>Writes one row for each host: the vMotion adapter that counts, its address and gateway, and the verdict. CanRoute says
/// whether vMotion traffic leaves the subnet, and by its own adapter; Problem says in one word why not, and Explanation in a
/// sentence. Everything that the verdict rests on is in the row: see it with Format-List, and all adapters, TCP/IP stacks and
/// uplinks in its properties Adapters, Netstacks and Uplinks.</para>
/// <para>Routing is DedicatedStack where an adapter is on the vmotion stack, DefaultStackOverride where the adapters are on the
/// default stack and each has a gateway of its own, DefaultStack where they have not, and None where no adapter carries
/// vMotion.</para>
/// <para>Nothing is changed, and a role that may only read is enough. Hosts are written as they arrive, and several servers are
/// read side by side. A disconnected host gives a row that says so, with what vCenter last knew.</para>
/// </remarks>
/// <example>
/// <para>See at a glance which hosts will not route, and why</para>
/// <code>
/// PS> Get-VMotionRouting | Where-Object CanRoute -eq $false
///
/// @@GetVMotionRouting.bad
/// </code>
/// <para>Each word of Problem is explained in about_RoutedVMotion.</para>
/// </example>
/// <example>
/// <para>Look at one host closely</para>
/// <code>
/// PS> Get-VMotionRouting @@GetVMotionRouting.badname | Format-List
///
/// @@GetVMotionRouting.one
/// </code>
/// <para>The list has all properties; the sentence names the adapter and the addresses that matter.</para>
/// </example>
/// <example>
/// <para>See which leaves the hosts hang on</para>
/// <code>
/// PS> Get-VMotionRouting -Neighbor | Select-Object -ExpandProperty Uplinks
///
/// @@GetVMotionRouting.uplinks
/// </code>
/// <para>LLDP or CDP has to be on at the switch ports, and at the distributed switch for CDP.</para>
/// </example>
/// <example>
/// <para>Hand the state over to another tool</para>
/// <code>
/// PS> Get-VMotionRouting -Cluster cluster-* | ConvertTo-Json | Set-Content routing.json
/// </code>
/// <para>The rows are made for ConvertTo-Json as it is; adapters, stacks and uplinks come along.</para>
/// </example>
/// <seealso cref="GetVMotionAdapterCommand"/>
/// <seealso cref="GetVMotionNetstackCommand"/>
/// <seealso cref="ConnectVMotionServerCommand"/>
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
