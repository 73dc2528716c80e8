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
/// VMHost                      CanRoute Problem              Device Address            Gateway         Routing
/// ------                      -------- -------              ------ -------            -------         -------
/// esx-0102.example.com        False    NoGateway            vmk1   172.16.1.12/24                     DedicatedStack
/// esx-0204.example.com        False    NoGateway            vmk1   172.16.2.14/24                     DedicatedStack
/// esx-0403.example.com        False    Disconnected         vmk1   172.16.4.13/24     172.16.4.1      DedicatedStack
/// esx-0404.example.com        False    LeavesByManagement   vmk1   172.16.4.14/24     10.4.0.1        DefaultStack
/// </code>
/// <para>Each word of Problem is explained in about_RoutedVMotion.</para>
/// </example>
/// <example>
/// <para>Look at one host closely</para>
/// <code>
/// PS> Get-VMotionRouting esx-0102.example.com | Format-List
///
/// VMHost            : esx-0102.example.com
/// Server            : 127.0.0.1:39017
/// Cluster           : cluster-01
/// Datacenter        : dc-01
/// CanRoute          : False
/// Problem           : NoGateway
/// Explanation       : vmk1 (172.16.1.12/24) has no gateway: stack vmotion has none and no override is set.
/// Routing           : DedicatedStack
/// Stack             : vmotion
/// Device            : vmk1
/// Address           : 172.16.1.12/24
/// Gateway           :
/// GatewaySource     : None
/// LeavesBy          :
/// Mtu               : 9000
/// PortGroup         : dvpg-vmotion-r01
/// Vlan              : 2001
/// Switch            : vds-01
/// SwitchMtu         : 9000
/// ConnectionState   : Connected
/// InMaintenanceMode : False
/// Version           : 8.0.2
/// Build             : 22380479
/// VMHostId          : host-10
/// Adapters          : {vmk0 10.1.0.12/24 (defaultTcpipStack) via 10.1.0.1, vmk1 172.16.1.12/24 (vmotion) via no gateway,
///                      vmk2 192.168.1.12/24 (defaultTcpipStack) via 192.168.1.1, vmk10 172.24.1.12/24 (vxlan) via 172.24
///                     .1.1…}
/// Netstacks         : {hyperbus via no gateway, vxlan via 172.24.1.1, ops via no gateway, mirror via no gateway…}
/// Uplinks           : {vmnic2 25000 Mb/s, vmnic3 25000 Mb/s}
/// Unread            : {}
/// </code>
/// <para>The list has all properties; the sentence names the adapter and the addresses that matter.</para>
/// </example>
/// <example>
/// <para>See which leaves the hosts hang on</para>
/// <code>
/// PS> Get-VMotionRouting -Neighbor | Select-Object -ExpandProperty Uplinks
///
/// VMHost                      Device  Role    LinkUp SpeedMbps NeighborMtu Neighbor               NeighborPort
/// ------                      ------  ----    ------ --------- ----------- --------               ------------
/// esx-0202.example.com        vmnic2  Active  True       25000        9216 leaf-02a               Ethernet1/2
/// esx-0202.example.com        vmnic3  Active  True       25000        9216 leaf-02b               Ethernet1/2
/// esx-0101.example.com        vmnic2  Active  True       25000        9216 leaf-01a               Ethernet1/1
/// esx-0101.example.com        vmnic3  Active  True       25000        9216 leaf-01b               Ethernet1/1
/// esx-0102.example.com        vmnic2  Active  True       25000        9216 leaf-01a               Ethernet1/2
/// esx-0102.example.com        vmnic3  Active  True       25000        9216 leaf-01b               Ethernet1/2
/// esx-0201.example.com        vmnic2  Active  True       25000        9216 leaf-02a               Ethernet1/1
/// esx-0201.example.com        vmnic3  Active  True       25000        9216 leaf-02b               Ethernet1/1
/// </code>
/// <para>LLDP or CDP has to be on at the switch ports, and at the distributed switch for CDP.</para>
/// </example>
/// <example>
/// <para>Hand the state over to another tool</para>
/// <code>
/// PS> Get-VMotionRouting -Cluster cluster-* | ConvertTo-Json -Depth 3 | Set-Content routing.json
/// </code>
/// <para>-Depth 3 takes adapters, stacks and uplinks along, which are rows within the rows. What comes back by ConvertFrom-Json
/// still stands for its hosts in the pipeline.</para>
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
