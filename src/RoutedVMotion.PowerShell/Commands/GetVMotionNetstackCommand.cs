using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Lists the TCP/IP stacks of ESXi hosts, each with its default gateways, routes, DNS servers and the adapters on it.</summary>
/// <remarks>
/// <para>Writes one row for each TCP/IP stack that a host lists. ESXi lists vmotion and vSphereProvisioning even where no
/// adapter uses them; IsActive says whether one does.</para>
/// </remarks>
/// <example>
/// <para>Compare the gateway of the vmotion stack across the fabric</para>
/// <code>
/// PS> Get-VMotionNetstack -Stack vmotion
///
/// VMHost                      Key                 IsActive Gateway         Adapters    Routes
/// ------                      ---                 -------- -------         --------    ------
/// esx-0101.example.com        vmotion             True     172.16.1.1      vmk1        default via 172.16.1.1; 172.16.1…
/// esx-0102.example.com        vmotion             True                     vmk1        172.16.1.0/24 on vmk1; fe80::/64…
/// esx-0201.example.com        vmotion             True     172.16.2.1      vmk1        default via 172.16.2.1; 172.16.2…
/// esx-0202.example.com        vmotion             True     172.16.2.1      vmk1        default via 172.16.2.1; 172.16.2…
/// </code>
/// <para>A rack's hosts should agree; a stack without a gateway keeps vMotion inside the rack.</para>
/// </example>
/// <example>
/// <para>Look at all stacks of one host</para>
/// <code>
/// PS> Get-VMotionNetstack esx-0102.example.com
///
/// VMHost                      Key                 IsActive Gateway         Adapters    Routes
/// ------                      ---                 -------- -------         --------    ------
/// esx-0102.example.com        hyperbus            True                     vmk50       169.254.0.0/16 on vmk50; fe80::/…
/// esx-0102.example.com        vxlan               True     172.24.1.1      vmk10       default via 172.24.1.1; 172.24.1…
/// esx-0102.example.com        ops                 False
/// esx-0102.example.com        mirror              False
/// esx-0102.example.com        vSphereProvisioning False
/// esx-0102.example.com        vmotion             True                     vmk1        172.16.1.0/24 on vmk1; fe80::/64…
/// esx-0102.example.com        defaultTcpipStack   True     10.1.0.1        vmk0, vmk2  default via 10.1.0.1; 10.1.0.0/2…
/// </code>
/// <para>The list view has DNS servers, congestion control and the whole routing table.</para>
/// </example>
/// <seealso cref="GetVMotionRoutingCommand"/>
/// <seealso cref="GetVMotionAdapterCommand"/>
[Cmdlet(VerbsCommon.Get, "VMotionNetstack")]
[OutputType(typeof(Netstack))]
public sealed class GetVMotionNetstackCommand : InventoryCmdlet
{
    private NamePattern[] _stacks = [];

    /// <summary>
    /// The stacks to list, by key: defaultTcpipStack, vmotion, vSphereProvisioning, or a wildcard. Use it to compare one stack across
    /// the fabric; without it, unused stacks are listed as well.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NetstackCompleter))]
    [SupportsWildcards]
    public string[]? Stack { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _stacks = Stack?.Select(stack => new NamePattern(stack)).ToArray() ?? [];
    }

    private protected override IReadOnlyList<object> GetRows(EsxHost host) => host.Stacks
        .Where(stack => _stacks.Length == 0 || Array.Exists(_stacks, pattern => pattern.Matches(stack.Key)))
        .Select(stack => new Netstack(host, stack))
        .ToArray();

    private protected override ErrorRecord? GetError(EsxHost host) =>
        host.Stacks.Count == 0 && host.AdaptersUnread ? ErrorRecords.VMHostNotRead(host) : null;
}
