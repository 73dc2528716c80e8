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
/// @@rules@@
/// </code>
/// <para>The list view says why each matters.</para>
/// </example>
/// <example>
/// <para>Read up on a finding</para>
/// <code>
/// PS> Get-VMotionRule DeadVMotionAdapter | Format-List
/// @@rule@@
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
