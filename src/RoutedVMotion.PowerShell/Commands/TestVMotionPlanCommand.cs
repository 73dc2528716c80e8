using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.PowerShell.Validation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Says what is wrong with a rack plan, by line and column: its form, its sense, and whether it fits what is there.</summary>
/// <remarks>
/// <para>Judges a plan alone: properties that do not exist, subnets that overlap, gateways outside their subnet, pools that are
/// too small, names and addresses that stand there twice, and so on. Where servers are connected, or -Server is given, the plan
/// is held against them as well: names and patterns that match nothing, hosts that two racks claim or none, addresses that
/// others use. -Offline leaves the servers out.</para>
/// <para>Each finding says where: file, line and column, or for a plan in memory its JSON path. A plan with an error is not
/// used by any cmdlet. No finding means that there is nothing to say.</para>
/// </remarks>
/// <example>
/// <para>Check a plan after editing it</para>
/// <code>
/// PS> Test-VMotionPlan racks.json -Offline
///
///    Place: bad.json
///
/// Severity    Rule                             Where          Expected                 Found
/// --------    ----                             -----          --------                 -----
/// Error       PlanGatewayOutsideSubnet         42:20                                   172.16.22.1 lies outside
///                                                                                      172.16.2.0/24.
/// Error       PlanVlanOutOfRange               67:17                                   5003 is no VLAN id.
/// </code>
/// <para>The place is line and column. Format-List shows why each matters and what to do.</para>
/// </example>
/// <example>
/// <para>Hold a plan against what is there</para>
/// <code>
/// PS> Connect-VMotionServer vc01.example.com -Credential (Get-Credential)
/// PS> Test-VMotionPlan racks.json -Severity Warning | Select-Object Line, Rule, Found
/// </code>
/// <para>-Severity Warning leaves out what is only worth knowing.</para>
/// </example>
/// <seealso cref="TestVMotionRoutingCommand"/>
/// <seealso cref="ImportVMotionPlanCommand"/>
/// <seealso cref="GetVMotionRuleCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "VMotionPlan")]
[OutputType(typeof(Finding))]
public sealed class TestVMotionPlanCommand : AsyncCmdlet
{
    private readonly List<PlanReading> _readings = new();
    private RuleFilter _filter = null!;

    /// <summary>The plan: the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan. Several are judged one by one.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public object Plan { get; set; } = null!;

    /// <summary>
    /// The servers to hold the plan against: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer
    /// objects, or snapshots of Import-VMotionSnapshot. Without it, all connected servers are read; where there are none, the plan is
    /// judged alone.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <summary>Judge the plan alone, whatever is connected. Use it in a build that checks plans before anybody uses them.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>The least severity that is reported: Error leaves out warnings and information, Warning only information.</summary>
    [Parameter]
    public Severity Severity { get; set; } = Severity.Information;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _filter = RuleFilter.Require(this, null, Severity);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PlanReading? reading = PlanFile.Read(this, Plan, out ErrorRecord? error);
        if (error is not null) WriteError(error);
        else _readings.Add(reading!);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        List<ServerTarget> servers = GetServers();
        KnownNames names = RunspaceConnections.Current.Names;
        bool debug = WantsDebug;
        Run(async cancel =>
        {
            LoadedFabric? loaded = servers.Count == 0 ? null : await ReadAsync(servers, names, debug, cancel).ConfigureAwait(false);
            foreach (PlanReading reading in _readings)
            {
                IEnumerable<PlanMessage> messages = reading.Plan is RackPlan plan
                    ? reading.Messages.Concat(PlanLinter.Lint(loaded?.PlanFor(plan) ?? plan, PlanFile.RuleNames, loaded?.Fabric))
                    : reading.Messages;
                foreach (Finding finding in messages.Select(message => new Finding(message)).Where(_filter.Wants))
                    Post(() => WriteObject(finding));
            }
        });
    }

    private List<ServerTarget> GetServers()
    {
        // A plan that could not be read has nothing that could be held against anything.
        bool isAlone = Offline || _readings.All(reading => reading.Plan is null);
        bool hasNone = Server is null && ServerResolver.GetDefaults(RunspaceConnections.Current, SessionState).Count == 0;
        return isAlone || hasNone ? [] : new HostScope(this).GetServers(Server);
    }

    private async Task<LoadedFabric?> ReadAsync(List<ServerTarget> servers, KnownNames names, bool debug, CancellationToken cancel)
    {
        var query = new FabricQuery { Neighbors = true, VirtualMachines = false };
        LoadedFabric loaded = await FabricLoader.ReadAsync(this, servers, query, names, debug, cancel).ConfigureAwait(false);
        if (loaded.Failed.Count == 0) return loaded;
        // Held against half of what is there, a sound plan would be full of names that nothing has.
        Post(() => WriteWarning($"{string.Join(", ", loaded.Failed)} could not be read; the plan is judged alone."));
        return null;
    }
}
