using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Reports;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Changes;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.PowerShell.Validation;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Writes a validation to a file: a page for people, a document for a change board, JSON, or JUnit XML as CI servers show it.</summary>
/// <remarks>
/// <para>Html is one file with a drawing of the fabric, a matrix of who reaches whom, findings by rack, addresses, networks of virtual
/// machines, with -Probe the round trips, and with -Journal what a run has changed. It needs no network and no script, and prints
/// well. Markdown is the design document: topology, subnets, how virtual machines keep their networks, versions and what is
/// supported on them, what was measured. Both show whole fabrics.</para>
/// <para>Json and JUnit are for other programs. Without input it validates as Test-VMotionRouting does, and the report has everything that was checked: in JUnit, a
/// test case for each host and rule, which fails where the rule has an error or a warning, and passes where it has none. With
/// findings from the pipeline the report has these findings and nothing else.</para>
/// <para>The file is UTF-8 and is written whole or not at all. If a server cannot be read there is no report, since it would be
/// taken for the whole. A file that is there already is left alone unless -Force is given.</para>
/// </remarks>
/// <example>
/// <para>Draw the fabric for the network team, with round trips</para>
/// <code>
/// PS> Export-VMotionReport -Path fabric.html -Plan racks.json -Probe
/// PS> Export-VMotionReport -Path after.html -Plan racks.json -Journal 20261129T203012345Z-4f1c
/// </code>
/// <para>The second page shows what the run has changed, too.</para>
/// </example>
/// <example>
/// <para>Let a CI server show which hosts deviate from the plan</para>
/// <code>
/// PS> Export-VMotionReport -Path routing.xml -Plan racks.json -Force
/// </code>
/// <para>The format follows from the file's name. Hosts are suites, rules are cases.</para>
/// </example>
/// <example>
/// <para>Hand findings that you have already to another program</para>
/// <code>
/// PS> Test-VMotionRouting -Plan racks.json -Rule MtuDiffersFromPlan | Export-VMotionReport findings.json
/// PS> Get-Content findings.json
/// {
///   "Created": "2026-11-23T00:30:57Z",
///   "Findings": [
///     {
///       "Rule": "MtuDiffersFromPlan",
///       "Severity": "Error",
///       "Server": "127.0.0.1:36421",
///       "VMHost": "esx-0102.example.com",
///       "VMHostId": "host-10",
///       "Cluster": "cluster-01",
///       "Rack": "rack-01",
///       "Device": "vmk1",
///       "Expected": "9000",
///       "Found": "1500",
///       "Why": "vMotion wants one MTU from end to end; vCenter warns about hosts that differ, and large frames may be lost on the way.",
///       "Action": "Set the planned MTU on the adapter, once switch and fabric carry it.",
///       "FixedBySet": true,
///       "Place": "rack-01, esx-0102.example.com",
///       "Subject": "vmk1"
///     }
///   ]
/// }
/// </code>
/// <para>The names are those of the objects; what is empty is left out.</para>
/// </example>
/// <seealso cref="TestVMotionRoutingCommand"/>
/// <seealso cref="TestVMotionPlanCommand"/>
[Cmdlet(VerbsData.Export, "VMotionReport", SupportsShouldProcess = true, DefaultParameterSetName = Validating)]
[OutputType(typeof(void))]
public sealed class ExportVMotionReportCommand : AsyncCmdlet
{
    private const string Validating = "Validation";
    private const string Given = "Finding";
    private const string Json = "Json";
    private const string JUnit = "JUnit";
    private const string Html = "Html";
    private const string Markdown = "Markdown";

    private readonly List<Finding> _findings = new();
    private HostScope _scope = null!;
    private RackPlan? _plan;
    private RuleFilter _filter = null!;
    private OutputFile _file = null!;
    private string _format = null!;
    private JournalRun? _run;

    /// <summary>The path of the file, relative to PowerShell's location. Its folder has to be there.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>What the file is to be. Without it, .html means Html, .md Markdown, .json Json and .xml JUnit.</summary>
    [Parameter]
    [ValidateSet(Html, Markdown, Json, JUnit)]
    public string? Format { get; set; }

    /// <summary>The findings to report, of Test-VMotionRouting or Test-VMotionPlan. None down the pipeline is a report without findings.</summary>
    [Parameter(ParameterSetName = Given, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public Finding[]? InputObject { get; set; }

    /// <summary>
    /// The plan to compare hosts with: the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan. Without it,
    /// hosts are judged by what can be judged alone.
    /// </summary>
    [Parameter(ParameterSetName = Validating)]
    [ValidateNotNullOrEmpty]
    public object? Plan { get; set; }

    /// <summary>
    /// The hosts to report on: names, wildcards, rows of this module, or hosts of PowerCLI's Get-VMHost. Without it, all hosts are
    /// reported on. All are read and judged either way.
    /// </summary>
    [Parameter(ParameterSetName = Validating)]
    [ArgumentCompleter(typeof(VMHostCompleter))]
    [SupportsWildcards]
    public object[]? VMHost { get; set; }

    /// <summary>The clusters whose hosts are reported on: names, wildcards, or clusters of PowerCLI's Get-Cluster.</summary>
    [Parameter(ParameterSetName = Validating)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    /// <summary>The datacenters whose hosts are reported on: names, wildcards, or datacenters of PowerCLI's Get-Datacenter.</summary>
    [Parameter(ParameterSetName = Validating)]
    [ArgumentCompleter(typeof(DatacenterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Datacenter { get; set; }

    /// <summary>The racks whose hosts are reported on: names of the plan, or wildcards.</summary>
    [Parameter(ParameterSetName = Validating)]
    [ArgumentCompleter(typeof(RackCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Rack { get; set; }

    /// <summary>
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer objects, or snapshots
    /// of Import-VMotionSnapshot. Without it, all connected servers are read and judged as one fabric; without a plan each by itself,
    /// since two sites may use the same addresses.
    /// </summary>
    [Parameter(ParameterSetName = Validating)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <summary>Make the hosts ping their gateways and each other, too; see Test-VMotionRouting.</summary>
    [Parameter(ParameterSetName = Validating)]
    public SwitchParameter Probe { get; set; }

    /// <summary>How many hosts of each server ping at once, 16 by default.</summary>
    [Parameter(ParameterSetName = Validating)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>
    /// The rules whose findings are reported: names of Get-VMotionRule, or wildcards. Not with Html and Markdown, where a host of which
    /// something is left out would be drawn as one with nothing found.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Rule { get; set; }

    /// <summary>
    /// The least severity that is reported. Use Error where a warning is not to fail a build: in JUnit whatever is reported as an
    /// error or a warning is a failure. Not with Html and Markdown, as -Rule.
    /// </summary>
    [Parameter]
    public Severity Severity { get; set; } = Severity.Information;

    /// <summary>
    /// A run whose changes are shown in the page or the document, before and after: its id, or the path of its journal. It has to be of one
    /// of the servers that are read.
    /// </summary>
    [Parameter(ParameterSetName = Validating)]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>The folder for journals, where it is not the usual one; see Set-VMotionRouting.</summary>
    [Parameter(ParameterSetName = Validating)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Put the new file in the place of one that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _scope = new HostScope(this);
        _scope.RefuseEmpty(VMHost);
        _scope.Add(VMHost);
        _filter = RuleFilter.Require(this, Rule, Severity);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Plan))) _plan = PlanFile.Require(this, Plan);
        RackFilter.Require(this, Rack, _plan);
        _format = Format ?? FormatOf(Path) ?? string.Empty;
        if (_format.Length == 0) ThrowTerminatingError(ErrorRecords.ReportFormatUnknown(Path));
        if (Journal is not null && !IsOfFabric) ThrowTerminatingError(ErrorRecords.ReportShowsNoRun(_format));
        if (Journal is not null) _run = JournalFile.Require(this, ChangeCmdlet.RequireFolder(this, JournalPath), Journal);
        // Before the work: nobody wants to learn after an hour that the file is there already.
        _file = OutputFile.Require(this, Path, Force);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null) _findings.AddRange(InputObject.Where(finding => finding is not null && _filter.Wants(finding)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // No finding down the pipeline is what a clean fabric gives, and no reason to look at another one.
        bool isGiven = MyInvocation.ExpectingInput || ParameterSetName == Given;
        bool isPart = isGiven || VMHost is not null || Cluster is not null || Datacenter is not null || Rack is not null || Rule is not null || Severity != Severity.Information;
        if (IsOfFabric && isPart) ThrowTerminatingError(ErrorRecords.ReportNeedsFabric(_format));
        List<ServerTarget> servers = isGiven ? [] : _scope.GetServers(Server, judgesAll: true);
        if (!isGiven && servers.Count == 0) return;
        string what = string.Format(CultureInfo.InvariantCulture, "{0} a report as {1}", _file.Exists ? "Replace by" : "Write", _format);
        if (!ShouldProcess(_file.FullPath, what)) return;

        if (isGiven) Write(new ValidationReport { Created = DateTime.UtcNow, Findings = _findings });
        else Validate(servers);
    }

    private void Validate(List<ServerTarget> servers)
    {
        var validation = new FabricValidation(this)
        {
            Plan = _plan,
            Servers = servers,
            Hosts = _scope.CreateFilter(Cluster, Datacenter),
            Racks = RackFilter.Require(this, Rack, _plan),
            Filter = _filter,
            Probe = Probe,
            ProbeWithinRacks = IsOfFabric,
            ThrottleLimit = ThrottleLimit,
            Names = _scope.Connections.Names,
            Debug = WantsDebug,
        };
        ValidationResult? result = null;
        Run(async cancel => result = await validation.RunAsync(_ => { }, cancel).ConfigureAwait(false));
        if (result is null) return;
        if (result.Failed.Count > 0)
        {
            WriteError(ErrorRecords.FabricIncomplete(result.Failed, "The report"));
            return;
        }

        if (IsOfFabric)
        {
            // The run's hosts are looked for where it was: by what the server says it is, and where it says nothing by its name.
            ServerIdentity? place = _run is null ? null : result.Identities.FirstOrDefault(server =>
                _run.ServerId is null || server.InstanceUuid is null ? server.Name == _run.Server : server.InstanceUuid == _run.ServerId);
            if (_run is not null && place is null) ThrowTerminatingError(ErrorRecords.RunOfOtherServer(_run, result.Servers));
            var report = new FabricReport
            {
                Paths = new PathIndex(result.Index, result.Observations is null ? null : new PathFacts(result.Index, result.Observations)),
                Findings = result.Findings,
                Created = DateTime.UtcNow,
                Plan = _plan?.File,
                Servers = result.Servers,
                Run = place is null ? null : _run! with { Server = place.Name },
            };
            Write(_format == Html ? HtmlReport.Write(report) : MarkdownReport.Write(report));
            return;
        }

        Write(new ValidationReport
        {
            Created = DateTime.UtcNow,
            Findings = result.Findings,
            Cases = result.Cases.ToArray(),
            Summary = result.Summary,
            Plan = _plan?.File,
            Servers = result.Servers,
            Probed = Probe.IsPresent,
        });
    }

    // What is drawn is the whole.
    private bool IsOfFabric => _format is Html or Markdown;

    private void Write(ValidationReport report) => Write(_format == Json ? JsonReport.Write(report) : JUnitReport.Write(report));

    private void Write(string text)
    {
        if (_file.Write(text) is ErrorRecord failure) ThrowTerminatingError(failure);
    }

    private static string? FormatOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => Json,
        ".XML" => JUnit,
        ".HTML" or ".HTM" => Html,
        ".MD" => Markdown,
        _ => null,
    };
}
