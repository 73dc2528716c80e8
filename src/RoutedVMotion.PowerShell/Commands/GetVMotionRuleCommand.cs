using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Lists the rules of the catalogue: what is looked for, how much it matters, why, and what to do about it.</summary>
/// <remarks>
/// <para>A finding bears the name of the rule that it comes from. Scope says what a rule judges: Host, Cluster,
/// VirtualMachine, Probe (what only pings show) or Plan. A plan may turn a rule off or weigh it otherwise: "rules":
/// { "UplinkSpeed": "off", "GatewaySameAsDefaultStack": "error" }.</para>
/// </remarks>
/// <example>
/// <para>See what is looked for around gateways</para>
/// <code>
/// PS> Get-VMotionRule Gateway*
///
/// Name                             Severity    Scope          NeedsPlan Title
/// ----                             --------    -----          --------- -----
/// GatewayMissing                   Error       Host           False     vMotion has no gateway, though there are other
///                                                                       racks
/// GatewayOutsideSubnet             Error       Host           False     The gateway lies outside the adapter's subnet
/// GatewayOfAnotherRack             Error       Host           True      The gateway is another rack's
/// GatewayIsHostAddress             Error       Host           False     The gateway is the address of a vmkernel adapter
/// GatewayIsNetworkOrBroadcast      Error       Host           False     The gateway is the network or broadcast address
///                                                                       of the subnet
/// GatewayDiffersFromRack           Error       Host           False     The gateway is not the one of the rack
/// GatewaySameAsDefaultStack        Warning     Host           False     The vMotion stack has the same gateway as the
///                                                                       default stack
/// GatewayUnreachable               Error       Probe          False     The gateway does not answer and is not in the
///                                                                       neighbour table
/// GatewaySilentToIcmp              Information Probe          False     The gateway is there, but does not answer pings
/// </code>
/// <para>The list view says why each matters.</para>
/// </example>
/// <example>
/// <para>Read up on a finding</para>
/// <code>
/// PS> Get-VMotionRule DeadVMotionAdapter | Format-List
///
/// Name       : DeadVMotionAdapter
/// Severity   : Warning
/// Scope      : Host
/// Title      : An old vMotion adapter is out of service
/// Why        : Once an adapter is on the vmotion stack, vMotion on every other stack is dead for new migrations: this on
///              e is no fallback.
/// Action     : Remove the adapter, or deselect vMotion on it if it carries something else too.
/// FixedBySet : True
/// NeedsPlan  : False
/// </code>
/// <para>FixedBySet says whether a change can be planned for it.</para>
/// </example>
/// <seealso cref="TestVMotionRoutingCommand"/>
/// <seealso cref="TestVMotionPlanCommand"/>
[Cmdlet(VerbsCommon.Get, "VMotionRule")]
[OutputType(typeof(Rule))]
public sealed class GetVMotionRuleCommand : PSCmdlet
{
    /// <summary>The rules to list: names or wildcards. Without it, all are listed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Rule")]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The least severity that is listed: Error leaves out warnings and information, Warning only information.</summary>
    [Parameter]
    public Severity Severity { get; set; } = Severity.Information;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            var pattern = new NamePattern(name);
            RuleInfo[] rules = RuleCatalog.All.Where(rule => pattern.Matches(rule.Name)).ToArray();
            if (rules.Length == 0 && pattern.IsExact) WriteError(ErrorRecords.RuleNotFound(name));
            foreach (RuleInfo rule in rules.Where(rule => rule.Severity >= Severity)) WriteObject(new Rule(rule));
        }
    }
}
