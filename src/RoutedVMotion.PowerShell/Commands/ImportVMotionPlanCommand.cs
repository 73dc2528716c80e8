using System.Management.Automation;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Plans;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Reads a rack plan (racks.json), or network pools of VMware Cloud Foundation, into an object.</summary>
/// <remarks>
/// <para>A plan says what each rack should be: its leaves, its hosts, and its vMotion subnet, gateway, VLAN and MTU. Cmdlets
/// that take -Plan take the file's path as well; import it to look at it, to turn it into JSON of your own, or to use it many
/// times.</para>
/// <para>A file that is no plan gives one error that lists everything that is wrong with it, each with line and column. A plan
/// that can be read and makes no sense (subnets that overlap, a gateway outside its subnet) gives an object and a warning:
/// Test-VMotionPlan says more.</para>
/// </remarks>
/// <example>
/// <para>Look at the racks of a plan</para>
/// <code>
/// PS> (Import-VMotionPlan racks.json).Racks
///
/// Name           Subnet               Gateway          Vlan   Mtu Leaves               Hosts
/// ----           ------               -------          ----   --- ------               -----
/// rack-01        172.16.1.0/24        172.16.1.1       2001  9000 leaf-01a, leaf-01b   esx-0101.example.com, esx-0102.e…
/// rack-02        172.16.2.0/24        172.16.2.1       2002  9000 leaf-02a, leaf-02b   esx-0201.example.com, esx-0202.e…
/// rack-03        172.16.3.0/24        172.16.3.1       2003  9000 leaf-03a, leaf-03b   esx-0301.example.com, esx-0302.e…
/// rack-04        172.16.4.0/24        172.16.4.1       2004  9000 leaf-04a, leaf-04b   esx-0401.example.com, esx-0402.e…
/// </code>
/// <para>What a rack does not say itself it has from the plan's defaults.</para>
/// </example>
/// <example>
/// <para>Begin with the network pools of VMware Cloud Foundation</para>
/// <code>
/// PS> Import-VMotionPlan pools.json -NetworkPool | Export-VMotionPlan racks.json
/// PS> Test-VMotionRouting -Plan racks.json
/// </code>
/// <para>pools.json is what SDDC Manager's API answers to GET /v1/network-pools/{id}/networks. Only networks of type VMOTION
/// become racks; their addresses stay SDDC Manager's, and their hosts are told by subnet or neighbour.</para>
/// </example>
/// <seealso cref="ExportVMotionPlanCommand"/>
/// <seealso cref="TestVMotionPlanCommand"/>
/// <seealso cref="NewVMotionPlanCommand"/>
[Cmdlet(VerbsData.Import, "VMotionPlan")]
[OutputType(typeof(VMotionPlan))]
public sealed class ImportVMotionPlanCommand : PSCmdlet
{
    /// <summary>
    /// The path of the file, relative to PowerShell's location. Several are read one by one. UTF-8, or UTF-16 as Windows
    /// PowerShell's redirection writes it.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>
    /// The file holds network pools of VMware Cloud Foundation, as SDDC Manager's API or PowerVCF has them, and no plan. Use it to
    /// begin a plan with what SDDC Manager knows.
    /// </summary>
    [Parameter]
    public SwitchParameter NetworkPool { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            PlanReading? reading = PlanFile.Read(this, path, out ErrorRecord? error, NetworkPool);
            if (reading is { Plan: null }) error = ErrorRecords.PlanHasErrors(PlanFile.NameOf(path), PlanFile.ErrorsOf(reading.Messages));
            if (error is not null)
            {
                WriteError(error);
                continue;
            }

            foreach (PlanMessage message in reading!.Messages) WriteWarning($"{message.Position}: {message.Text} {message.WhatToDo}");
            RackPlan plan = reading.Plan!;
            int errors = PlanFile.ErrorsOf(PlanFile.Lint(plan)).Length;
            if (errors > 0)
            {
                WriteWarning(
                    $"{PlanFile.NameOf(path)} has {(errors == 1 ? "an error" : errors + " errors")}, and cannot be used with "
                    + $"{(errors == 1 ? "it" : "them")}. Type: Test-VMotionPlan {PlanFile.NameOf(path)}");
            }

            WriteObject(new VMotionPlan(plan));
        }
    }
}
