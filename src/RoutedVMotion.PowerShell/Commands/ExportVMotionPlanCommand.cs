using System.Globalization;
using System.Management.Automation;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.PowerShell.Plans;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Writes a rack plan to a file, in an order that stays the same, so that two versions of it compare well.</summary>
/// <remarks>
/// <para>The file is UTF-8 and is written whole or not at all. A file that is there already is left alone unless -Force is
/// given. Racks and hosts stand in natural order with one host on a line: what a version control system shows as changed is
/// what has changed.</para>
/// </remarks>
/// <example>
/// <para>Keep what is there now as a plan, to be read and corrected</para>
/// <code>
/// PS> New-VMotionPlan | Export-VMotionPlan racks.json
/// PS> Get-Content racks.json -TotalCount 16
/// {
///   "version": 1,
///   "defaults": {
///     "mtu": 9000
///   },
///   "racks": [
///     {
///       "name": "rack-01",
///       "leaves": ["leaf-01a", "leaf-01b"],
///       "hosts": [
///         "esx-0101.example.com",
///         "esx-0102.example.com",
///         "esx-0103.example.com",
///         "esx-0104.example.com"
///       ],
///       "vmotion": {
/// </code>
/// <para>The notes say what each rack rests on and how sure that is. What the plan says is compared with every host from now
/// on, so read it before you use it.</para>
/// </example>
/// <example>
/// <para>See what would be overwritten, and by what</para>
/// <code>
/// PS> New-VMotionPlan | Export-VMotionPlan racks.json -Force -WhatIf
/// What if: Performing the operation "Replace by a plan of 4 racks" on target "/home/ada/racks.json".
/// </code>
/// <para>With -WhatIf nothing is written.</para>
/// </example>
/// <seealso cref="ImportVMotionPlanCommand"/>
/// <seealso cref="NewVMotionPlanCommand"/>
[Cmdlet(VerbsData.Export, "VMotionPlan", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportVMotionPlanCommand : PSCmdlet
{
    private RackPlan? _plan;

    /// <summary>The path of the file, relative to PowerShell's location. Its folder has to be there.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The plan: an object of New-VMotionPlan or Import-VMotionPlan, or the path of a plan to write anew in order.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [ValidateNotNullOrEmpty]
    public object Plan { get; set; } = null!;

    /// <summary>Put the new file in the place of one that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PlanReading? reading = PlanFile.Read(this, Plan, out ErrorRecord? error);
        if (reading is { Plan: null }) error = ErrorRecords.PlanHasErrors(PlanFile.NameOf(Plan), PlanFile.ErrorsOf(reading.Messages));
        if (error is null && _plan is not null) error = ErrorRecords.SeveralPlans(Path);
        if (error is not null) ThrowTerminatingError(error);
        _plan = reading!.Plan;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_plan is null) return;
        OutputFile file = OutputFile.Require(this, Path, Force);
        int racks = _plan.Racks.Count;
        string what = string.Format(
            CultureInfo.InvariantCulture, "{0} a plan of {1} {2}", file.Exists ? "Replace by" : "Write", racks, racks == 1 ? "rack" : "racks");
        if (!ShouldProcess(file.FullPath, what)) return;
        if (file.Write(PlanWriter.Write(_plan)) is ErrorRecord failure) ThrowTerminatingError(failure);
    }
}
