using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Lists the vmkernel adapters of ESXi hosts, each with its TCP/IP stack, port group, addresses, MTU and the gateway that counts for it.</summary>
/// <remarks>
/// <para>Writes one row for each vmkernel adapter, with facts (stack, port group, VLAN, addresses, MTU, services, overrides) and
/// with what follows from them: the gateway that counts beyond the subnet, where it comes from, and the adapter that the traffic
/// leaves by.</para>
/// <para>The gateway of an adapter is its own override if it has one, else the default gateway of its TCP/IP stack. An adapter
/// on the vmotion stack carries vMotion whether or not the service is listed; from then on, adapters of other stacks carry none,
/// even where vMotion is still selected for them.</para>
/// </remarks>
/// <example>
/// <para>List the adapters that carry vMotion</para>
/// <code>
/// PS> Get-VMotionAdapter -VMotion
///
/// VMHost                      Device Stack               IPv4Address     Gateway           Mtu      Vlan Services
/// ------                      ------ -----               -----------     -------           ---      ---- --------
/// esx-0101.example.com        vmk1   vmotion             172.16.1.11     172.16.1.1       1500      2001 vmotion
/// esx-0102.example.com        vmk1   vmotion             172.16.1.12                      9000      2001 vmotion
/// esx-0201.example.com        vmk1   vmotion             172.16.2.11     172.16.2.1       9000      2002 vmotion
/// esx-0202.example.com        vmk1   vmotion             172.16.2.12     172.16.2.1       9000      2002 vmotion
/// </code>
/// <para>-VMotion leaves management and storage adapters out.</para>
/// </example>
/// <example>
/// <para>Find adapters whose MTU is not that of the fabric</para>
/// <code>
/// PS> Get-VMotionAdapter -Stack vmotion | Where-Object Mtu -ne 9000
///
/// VMHost                      Device Stack               IPv4Address     Gateway           Mtu      Vlan Services
/// ------                      ------ -----               -----------     -------           ---      ---- --------
/// esx-0101.example.com        vmk1   vmotion             172.16.1.11     172.16.1.1       1500      2001 vmotion
/// </code>
/// <para>MTU is in bytes, as configured on the adapter; SwitchMtu has the switch's.</para>
/// </example>
/// <example>
/// <para>See all adapters of the hosts that will not route</para>
/// <code>
/// PS> Get-VMotionRouting | Where-Object CanRoute -eq $false | Get-VMotionAdapter
/// </code>
/// <para>Rows that are piped in stand for their hosts, on the server that they came from.</para>
/// </example>
/// <seealso cref="GetVMotionRoutingCommand"/>
/// <seealso cref="GetVMotionNetstackCommand"/>
[Cmdlet(VerbsCommon.Get, "VMotionAdapter")]
[OutputType(typeof(VMKernelAdapter))]
public sealed class GetVMotionAdapterCommand : InventoryCmdlet
{
    private NamePattern[] _stacks = [];

    /// <summary>
    /// The TCP/IP stacks whose adapters are listed, by key: defaultTcpipStack, vmotion, vSphereProvisioning, or a wildcard. Use it to
    /// look at one stack across the fabric.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NetstackCompleter))]
    [SupportsWildcards]
    public string[]? Stack { get; set; }

    /// <summary>
    /// Only adapters that are meant to carry vMotion: those on the vmotion stack, and those of other stacks for which vMotion is
    /// selected. Use it to leave management and storage adapters out.
    /// </summary>
    [Parameter]
    public SwitchParameter VMotion { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _stacks = Stack?.Select(stack => new NamePattern(stack)).ToArray() ?? [];
    }

    private protected override IReadOnlyList<object> GetRows(EsxHost host) => HostRouting.Of(host).Adapters
        .Where(route => !VMotion || route.Adapter.IsForVMotion)
        .Where(route => _stacks.Length == 0 || Array.Exists(_stacks, stack => stack.Matches(route.Adapter.Stack)))
        .Select(route => new VMKernelAdapter(host, route))
        .ToArray();

    private protected override ErrorRecord? GetError(EsxHost host) => host.AdaptersUnread ? ErrorRecords.VMHostNotRead(host) : null;
}
