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
