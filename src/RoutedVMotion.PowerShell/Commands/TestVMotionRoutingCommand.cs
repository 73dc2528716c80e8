using System.Collections.Generic;
using System.Management.Automation;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.PowerShell.Validation;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Compares hosts with a rack plan, or judges them alone, and says what is wrong, why it matters and what to do.</summary>
/// <remarks>
/// <para>Writes one finding for each thing that is wrong: the rule that found it, how much it matters, the host and the device,
/// what was expected and what is there. No finding means that nothing was found. Get-VMotionRule lists what is looked for. With
/// a plan (racks.json) each host is held against its rack; without one the hosts are held against each other. A plan with errors
/// is refused before anything is read.</para>
/// <para>All hosts, clusters, networks and virtual machines of the connected servers are read, since duplicates and peers are a
/// matter of the whole fabric; -VMHost, -Cluster, -Datacenter and -Rack narrow what is reported. Nothing is changed, and a role
/// that may only read is enough, except for -Probe.</para>
/// <para>-Probe makes the hosts ping: each its gateway, out of its vMotion adapter and stack, and two hosts of each rack two of
/// every other rack, with don't-fragment set at the full MTU; where that gets no answer, smaller ones tell a small MTU from a
/// broken path. A warm-up ping comes first and does not count. That makes one ping for each host and four for each ordered pair
/// of racks: 100 hosts in 5 racks take 180, 2,500 in 25 racks some 5,000, of a few seconds each and as many at once as
/// -ThrottleLimit says. It takes the privilege Host.Config.Network on the hosts, since pings go through esxcli; a host that does
/// not grant it gives one finding. Pings say nothing of TCP 8000 and 902.</para>
/// </remarks>
/// <example>
/// <para>Compare every host with the plan</para>
/// <code>
/// PS> Test-VMotionRouting -Plan racks.json | Where-Object { -not $_.VM }
///
///    Place: rack-01, esx-0102.example.com
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Error       MtuDiffersFromPlan               vmk1           9000                     1500
///
///    Place: rack-02, esx-0204.example.com
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Error       GatewayMissing                   vmk1           172.16.2.1               no gateway and no static route to
///                                                                                      rack-01 (172.16.1.0/24), rack-03
///                                                                                      (172.16.3.0/24) and 1 more
///
///    Place: rack-04, esx-0403.example.com
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Warning     DeadVMotionAdapter               vmk3           no vMotion beside the    vMotion selected on
///                                                             vmotion stack            defaultTcpipStack
///                                                                                      (172.31.4.13/16,
///                                                                                      fe80::250:56ff:fe63:403/64),
///                                                                                      while vmk1 carries it
///
///    Place: rack-04, esx-0404.example.com
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Warning     PortGroupNotPlanned              vmk1           dvpg-vmotion-r04         dvpg-vmotion-r03
/// Error       VlanDiffersFromRack              vmk1           2004                     2003 (port group
///                                                                                      dvpg-vmotion-r03)
/// </code>
/// <para>Findings are grouped by rack and host; Format-List says why each matters and what to do. The networks of virtual machines
/// are judged, too, and left out here.</para>
/// </example>
/// <example>
/// <para>Read one finding closely</para>
/// <code>
/// PS> Test-VMotionRouting -Plan racks.json -Rule GatewayMissing | Format-List
///
/// Place      : rack-02, esx-0204.example.com
/// Rule       : GatewayMissing
/// Severity   : Error
/// Server     : 127.0.0.1:36421
/// VMHost     : esx-0204.example.com
/// VMHostId   : host-16
/// Cluster    : cluster-01
/// Rack       : rack-02
/// Device     : vmk1
/// VM         :
/// Network    :
/// Expected   : 172.16.2.1
/// Found      : no gateway and no static route to rack-01 (172.16.1.0/24), rack-03 (172.16.3.0/24) and 1 more
/// Why        : vMotion inside the rack works and hides the gap; to a host in another rack it times out.
/// Action     : Set the default gateway of the vMotion stack (or the adapter's override) to the gateway of the rack.
/// FixedBySet : True
/// File       :
/// Line       :
/// Column     :
/// Path       :
/// Subject    : vmk1
/// </code>
/// <para>FixedBySet says that the host can be brought to the plan by changing it, and no switch has to be touched.</para>
/// </example>
/// <example>
/// <para>Ask the network itself</para>
/// <code>
/// PS> Test-VMotionRouting -Plan racks.json -Probe -Rule Gateway*
///
///    Place: rack-02, esx-0204.example.com
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Error       GatewayMissing                   vmk1           172.16.2.1               no gateway and no static route to
///                                                                                      rack-01 (172.16.1.0/24), rack-03
///                                                                                      (172.16.3.0/24) and 1 more
///
///    Place: rack-04, esx-0404.example.com
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Error       GatewayUnreachable               vmk1           172.16.4.1 on the wire   no answer to 3 pings, no entry in
///                                                                                      the neighbour table (sendto()
///                                                                                      failed (Host is down))
/// </code>
/// <para>What configuration cannot show, a ping can: the last of these hosts does not see its gateway at all.</para>
/// </example>
/// <example>
/// <para>See at a glance how the fabric is doing</para>
/// <code>
/// PS> Test-VMotionRouting -Plan racks.json -Summary
///
/// Hosts Compliant Errors Warnings Informations FixedBySet DurationSeconds ByRule
/// ----- --------- ------ -------- ------------ ---------- --------------- ------
///    16        12      3       27            0          4           0.054 GatewayMissing: 1
///                                                                         MtuDiffersFromPlan: 1
///                                                                         VlanDiffersFromRack: 1
///                                                                         VMNetworkEndsAtRack: 15
///                                                                         VMNetworkNotInEveryRack: 10
///                                                                         DeadVMotionAdapter: 1
///                                                                         PortGroupNotPlanned: 1
/// </code>
/// <para>Scheduled jobs take it as one row; examples/scheduled-validation.ps1 makes an exit code of it.</para>
/// </example>
/// <seealso cref="NewVMotionPlanCommand"/>
/// <seealso cref="GetVMotionRuleCommand"/>
/// <seealso cref="ExportVMotionReportCommand"/>
/// <seealso cref="GetVMotionRoutingCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "VMotionRouting")]
[OutputType(typeof(Finding), typeof(ValidationSummary))]
public sealed class TestVMotionRoutingCommand : AsyncCmdlet
{
    private HostScope _scope = null!;
    private RackPlan? _plan;
    private RuleFilter _filter = null!;

    /// <summary>
    /// The hosts to report on: names as the inventory shows them, wildcards, rows of this module, or hosts of PowerCLI's Get-VMHost.
    /// Use it to look at some hosts of a large fabric; without it, all hosts are reported on. All are read and judged either way.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(VMHostCompleter))]
    [SupportsWildcards]
    public object[]? VMHost { get; set; }

    /// <summary>
    /// The plan: the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan. Without it, hosts are judged by what
    /// can be judged alone.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Plan { get; set; }

    /// <summary>
    /// The clusters whose hosts are reported on: names, wildcards, or clusters of PowerCLI's Get-Cluster. Use it to look at one
    /// cluster before and after a change.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    /// <summary>
    /// The datacenters whose hosts are reported on: names, wildcards, or datacenters of PowerCLI's Get-Datacenter. Use it where one
    /// vCenter looks after several sites.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatacenterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Datacenter { get; set; }

    /// <summary>
    /// The racks whose hosts are reported on: names of the plan, or wildcards. Use it for the rack that you are working on. Without a
    /// plan, racks are called by their vMotion subnet.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RackCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Rack { get; set; }

    /// <summary>
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer objects, or snapshots
    /// of Import-VMotionSnapshot. Without it, all connected servers are read and judged as one fabric; without a plan each by itself,
    /// since two sites may use the same addresses.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <summary>The rules whose findings are reported: names of Get-VMotionRule, or wildcards. Use it to follow up one kind of fault.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Rule { get; set; }

    /// <summary>
    /// The least severity that is reported: Error leaves out warnings and information, Warning only information. Use Error in a job
    /// that wakes somebody up.
    /// </summary>
    [Parameter]
    public Severity Severity { get; set; } = Severity.Information;

    /// <summary>
    /// Make the hosts ping their gateways and each other, too. Use it after changes on switches, and before relying on migrations
    /// from rack to rack: it finds what configuration cannot show.
    /// </summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <summary>
    /// How many hosts of each server ping at once, 16 by default; one host makes one ping at a time. Use fewer for a busy vCenter,
    /// more for a large fabric.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>
    /// Write one row that counts (hosts, findings by severity and rule, duration) instead of the findings. What -Severity and -Rule
    /// leave out is not counted.
    /// </summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _scope = new HostScope(this);
        _scope.RefuseEmpty(VMHost);
        _filter = RuleFilter.Require(this, Rule, Severity);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Plan))) _plan = PlanFile.Require(this, Plan);
        RackFilter.Require(this, Rack, _plan);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _scope.Add(VMHost);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_scope.IsEmpty && (MyInvocation.ExpectingInput || VMHost is not null)) return;
        List<ServerTarget> servers = _scope.GetServers(Server, judgesAll: true);
        if (servers.Count == 0) return;

        var validation = new FabricValidation(this)
        {
            Plan = _plan,
            Servers = servers,
            Hosts = _scope.CreateFilter(Cluster, Datacenter),
            Racks = RackFilter.Require(this, Rack, _plan),
            Filter = _filter,
            Probe = Probe,
            ThrottleLimit = ThrottleLimit,
            Names = _scope.Connections.Names,
            Debug = WantsDebug,
        };
        Run(async cancel =>
        {
            ValidationResult? result = await validation.RunAsync(
                finding =>
                {
                    if (!Summary) Post(() => WriteObject(finding));
                },
                cancel).ConfigureAwait(false);
            if (Summary && result is not null) Post(() => WriteObject(result.Summary));
        });
    }
}
