using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Infers a rack plan from the live fabric: which hosts are one rack, and what subnet, gateway, VLAN and MTU that rack has.</summary>
/// <remarks>
/// <para>Hosts that see the same leaves by LLDP or CDP, behind the uplinks of their vMotion port group, are one rack. Where no
/// neighbours are known, the vMotion subnet decides, and then the cluster. What a rack should be is what most of its hosts are;
/// the hosts that differ, what the rack was inferred from, and how sure that is, stand in its notes. Hosts that could not be
/// placed, and neighbours that are no leaves, are warnings and stand in Remarks.</para>
/// <para>The plan tells what is there, not what is right: a fault that most hosts of a rack share becomes the plan. Read it
/// before you compare hosts with it. Nothing is changed, and a role that may only read is enough.</para>
/// <para>If one of several servers cannot be read, there is no plan: it would be taken for the whole.</para>
/// </remarks>
/// <example>
/// <para>See which racks there are</para>
/// <code>
/// PS> (New-VMotionPlan).Racks
///
/// Name           Subnet               Gateway          Vlan   Mtu Leaves               Hosts
/// ----           ------               -------          ----   --- ------               -----
/// rack-01        172.16.1.0/24        172.16.1.1       2001  9000 leaf-01a, leaf-01b   esx-0101.example.com, esx-0102.e…
/// rack-02        172.16.2.0/24        172.16.2.1       2002  9000 leaf-02a, leaf-02b   esx-0201.example.com, esx-0202.e…
/// rack-03        172.16.3.0/24        172.16.3.1       2003  9000 leaf-03a, leaf-03b   esx-0301.example.com, esx-0302.e…
/// rack-04        172.16.4.0/24        172.16.4.1       2004  9000 leaf-04a, leaf-04b   esx-0401.example.com, esx-0402.e…
/// </code>
/// <para>The list view has the notes: (New-VMotionPlan).Racks | Format-List</para>
/// </example>
/// <example>
/// <para>Write a plan to be read and corrected</para>
/// <code>
/// PS> New-VMotionPlan -AssignAddress | Export-VMotionPlan racks.json
/// </code>
/// <para>-AssignAddress writes down the address of every host, so that a host that is set up anew gets its old one.</para>
/// </example>
/// <example>
/// <para>Plan for one cluster</para>
/// <code>
/// PS> New-VMotionPlan -Cluster cluster-01 | Export-VMotionPlan cluster-01.json
/// </code>
/// <para>The plan has this cluster's hosts and their racks. What a rack should be is still told by all of its hosts.</para>
/// </example>
/// <seealso cref="ExportVMotionPlanCommand"/>
/// <seealso cref="TestVMotionPlanCommand"/>
/// <seealso cref="TestVMotionRoutingCommand"/>
[Cmdlet(VerbsCommon.New, "VMotionPlan")]
[OutputType(typeof(VMotionPlan))]
public sealed class NewVMotionPlanCommand : AsyncCmdlet
{
    // More of them at once are a wall; the object has them all.
    private const int MostWarnings = 10;

    private HostScope _scope = null!;

    /// <summary>
    /// The hosts to plan for: names as the inventory shows them, wildcards, rows of this module, or hosts of PowerCLI's Get-VMHost.
    /// Without it, all hosts are planned for. All hosts of the servers are read either way: a rack is what most of its hosts are.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(VMHostCompleter))]
    [SupportsWildcards]
    public object[]? VMHost { get; set; }

    /// <summary>
    /// The clusters to plan for: names, wildcards, or clusters of PowerCLI's Get-Cluster. Use it to begin with one cluster of a large
    /// fabric.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    /// <summary>
    /// The datacenters to plan for: names, wildcards, or datacenters of PowerCLI's Get-Datacenter. Use it where one vCenter looks
    /// after several sites, since each has a fabric of its own.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatacenterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Datacenter { get; set; }

    /// <summary>
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer objects, or snapshots
    /// of Import-VMotionSnapshot. Without it, all connected servers are read as one fabric.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <summary>
    /// Write the vMotion address that each host has into the plan. Use it where addresses are part of the documentation and are to
    /// stay as they are.
    /// </summary>
    [Parameter]
    public SwitchParameter AssignAddress { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _scope = new HostScope(this);
        _scope.RefuseEmpty(VMHost);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _scope.Add(VMHost);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_scope.IsEmpty && (MyInvocation.ExpectingInput || VMHost is not null)) return;
        List<ServerTarget> servers = _scope.GetServers(Server, judgesAll: true);
        if (servers.Count == 0) return;

        HostFilter filter = _scope.CreateFilter(Cluster, Datacenter);
        bool debug = WantsDebug;
        Run(async cancel =>
        {
            var query = new FabricQuery { Neighbors = true, VirtualMachines = false };
            LoadedFabric loaded = await FabricLoader.ReadAsync(this, servers, query, _scope.Connections.Names, debug, cancel).ConfigureAwait(false);
            if (loaded.Failed.Count > 0)
            {
                Post(() => WriteError(ErrorRecords.FabricIncomplete(loaded.Failed, "The plan")));
                return;
            }

            var wanted = new HashSet<(string Server, string Id)>(loaded.Fabric.Hosts
                .Where(host => filter.Wants(host.Server, host)).Select(host => (host.Server, host.Id)));
            foreach (ErrorRecord missing in filter.GetNotFound(loaded.Servers.Select(server => server.Name).ToArray()))
                Post(() => WriteError(missing));
            if (wanted.Count == 0) return;

            InferredPlan inferred = PlanInference.Infer(loaded.Fabric, AssignAddress, host => wanted.Contains((host.Server, host.Id)));
            _scope.Connections.Names.Remember(inferred.Plan);
            foreach (string remark in inferred.Remarks.Take(MostWarnings)) Post(() => WriteWarning(remark));
            if (inferred.Remarks.Count > MostWarnings)
                Post(() => WriteWarning($"{inferred.Remarks.Count - MostWarnings} further remarks are in the plan's property Remarks."));
            Post(() => WriteObject(new VMotionPlan(inferred.Plan, inferred.Remarks)));
        });
    }
}
