using System;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.PowerShell.Simulation;
using RoutedVMotion.PowerShell.Snapshots;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Starts a simulated vCenter with a leaf-spine fabric behind it, in this process: to learn, to rehearse and to test.</summary>
/// <remarks>
/// <para>The simulator speaks the protocol of a vCenter on a TCP port of this machine (127.0.0.1, plain http), well enough for
/// this module and for other people's clients. Behind it is a leaf-spine fabric: racks with a pair of leaves, a vMotion subnet
/// and a gateway each, and hosts on the vmotion stack. Named faults can be put on hosts and on the network between them, to see what they
/// look like before one has them. Its virtual machines migrate, too (Test-VMotionPath -CanaryVM), where that network carries it.</para>
/// <para>With -Snapshot it is a twin of your own fabric: the hosts, adapters, stacks, port groups, neighbours, networks and virtual
/// machines of the snapshot, with the same names and managed object ids, and behind them the network that the plan's racks describe.
/// What a snapshot does not have (cables behind the leaves, faults of switches) is as the plan means it. A change is rehearsed there
/// with the very same commands; its journals are its own, since the twin is a vCenter of its own. That has another name, too: where a
/// cmdlet reads the twin and not the server itself, racks of a plan that name that server are the twin's.</para>
/// <para>It lives in this process and ends with Stop-VMotionSimulator, with the module or with the process. The same seed and
/// options give the same fabric. The password is made up at random at every start and stands in the property Credential.</para>
/// </remarks>
/// <example>
/// <para>See a fabric with some faults</para>
/// <code>
/// PS> Start-VMotionSimulator -Rack 2 -HostPerRack 3 -Fault MissingGateway=2, DefaultStackOnly | Connect-VMotionServer
/// PS> Get-VMotionRouting
///
/// VMHost                      CanRoute Problem              Device Address            Gateway         Routing
/// ------                      -------- -------              ------ -------            -------         -------
/// esx-0101.example.com        True                          vmk1   172.16.1.11/24     172.16.1.1      DedicatedStack
/// esx-0102.example.com        False    NoGateway            vmk1   172.16.1.12/24                     DedicatedStack
/// esx-0103.example.com        True                          vmk1   172.16.1.13/24     172.16.1.1      DedicatedStack
/// esx-0201.example.com        True                          vmk1   172.16.2.11/24     172.16.2.1      DedicatedStack
/// esx-0202.example.com        False    NoGateway            vmk1   172.16.2.12/24                     DedicatedStack
/// esx-0203.example.com        False    LeavesByManagement   vmk1   172.16.2.13/24     10.2.0.1        DefaultStack
/// </code>
/// <para>Two hosts lack the gateway of their vmotion stack, one has vMotion on the default stack.</para>
/// </example>
/// <example>
/// <para>Know which fault was put where</para>
/// <code>
/// PS> $simulator = Start-VMotionSimulator -Rack 8 -HostPerRack 16 -Fault MissingGateway=3 -Seed 7
/// PS> $simulator.Faults
///
/// Fault                    Rack                 VMHost
/// -----                    ----                 ------
/// MissingGateway           rack-02              esx-0213.example.com
/// MissingGateway           rack-03              esx-0302.example.com
/// MissingGateway           rack-03              esx-0310.example.com
/// </code>
/// <para>Another seed puts them elsewhere.</para>
/// </example>
/// <example>
/// <para>Rehearse a change on a twin of your own fabric</para>
/// <code>
/// PS> Export-VMotionSnapshot fabric.json.gz
/// PS> $twin = Start-VMotionSimulator -Snapshot fabric.json.gz -Plan racks.json -Rule 'the 3rd write fails after it took effect'
/// PS> $rehearsal = $twin | Connect-VMotionServer
/// PS> Set-VMotionRouting -Server $rehearsal -Plan racks.json -Confirm:$false
/// </code>
/// <para>examples/rehearse-a-change.ps1 does that end to end.</para>
/// </example>
/// <example>
/// <para>Give another client access</para>
/// <code>
/// PS> $simulator = Start-VMotionSimulator -Port 8989
/// PS> $simulator.Url
/// http://127.0.0.1:8989/sdk
/// PS> $simulator.Credential.GetNetworkCredential().Password
/// </code>
/// <para>pyVmomi and govc work against it.</para>
/// </example>
/// <seealso cref="StopVMotionSimulatorCommand"/>
/// <seealso cref="ConnectVMotionServerCommand"/>
[Cmdlet(VerbsLifecycle.Start, "VMotionSimulator", DefaultParameterSetName = MadeUp)]
[OutputType(typeof(VMotionSimulator))]
public sealed class StartVMotionSimulatorCommand : PSCmdlet, IDisposable
{
    private const string MadeUp = "MadeUp";
    private const string Twin = "Twin";

    private readonly CancellationTokenSource _stop = new();

    /// <summary>How many racks the fabric has, 4 by default; each has a pair of leaves, its own vMotion subnet and its own gateway.</summary>
    [Parameter(Position = 0, ParameterSetName = MadeUp)]
    [ValidateRange(1, 250)]
    public int Rack { get; set; } = 4;

    /// <summary>How many hosts each rack has, 4 by default. Use large numbers to see how long your own fabric would take.</summary>
    [Parameter(Position = 1, ParameterSetName = MadeUp)]
    [ValidateRange(1, 200)]
    public int HostPerRack { get; set; } = 4;

    /// <summary>
    /// Faults that are sprinkled over the fabric, by name: 'MissingGateway' puts it on one host, 'MissingGateway=3' on three. Use them
    /// to see what a fault looks like; without any, the fabric is sound. Tab completes the names.
    /// </summary>
    [Parameter(ParameterSetName = MadeUp)]
    [ArgumentCompleter(typeof(SimulatorFaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Fault { get; set; } = [];

    /// <summary>
    /// Sights of real fabrics: LAGs, blade interconnects that hide the leaves, two cabinets on one pair of leaves, two clusters in one
    /// cabinet, one VLAN id in every rack, hosts that others manage too, with all of which nothing is wrong; and Unconverted, where vMotion
    /// of every host is still on the default stack, in an old flat network. Use them to see what your plan and your scripts make of a
    /// fabric like yours; they go together.
    /// </summary>
    [Parameter(ParameterSetName = MadeUp)]
    [ValidateSet("LinkAggregation", "BladeInterconnect", "SharedLeaves", "SharedCabinet", "SharedVlan", "ManagedConfiguration", "Unconverted")]
    public string[] Layout { get; set; } = [];

    /// <summary>
    /// The seed that decides which hosts get the faults, 1 by default. The same seed and options give the same fabric; use another
    /// one to see the faults elsewhere.
    /// </summary>
    [Parameter(ParameterSetName = MadeUp)]
    public int Seed { get; set; } = 1;

    /// <summary>
    /// The snapshot to be a twin of: the path of a file of Export-VMotionSnapshot, or what Import-VMotionSnapshot returns. Use it to
    /// rehearse a change before your own hosts meet it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = Twin)]
    [ValidateNotNullOrEmpty]
    public object Snapshot { get; set; } = null!;

    /// <summary>
    /// What the racks of the snapshot are meant to be, which is the network behind the hosts: the path of racks.json, or an object of
    /// New-VMotionPlan or Import-VMotionPlan. Without it, that is inferred from the snapshot.
    /// </summary>
    [Parameter(ParameterSetName = Twin)]
    [ValidateNotNullOrEmpty]
    public object? Plan { get; set; }

    /// <summary>
    /// The TCP port on 127.0.0.1. Use it where another client is to find the simulator at a fixed address; without it, a free port
    /// is taken.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>
    /// Rules by which calls go wrong, in words: 'the 3rd AddVirtualNic fails after it took effect', 'the 1st write on esx-0102 drops the
    /// connection before it takes effect', 'every RemoveVirtualNic is answered after 5 s', 'the 2nd write meets a migration'. Use them to see
    /// what a change does when something breaks, before it does so in your own fabric.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = [];

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SnapshotServer? snapshot = ParameterSetName == Twin ? SnapshotFile.RequireOne(this, Snapshot, _stop.Token) : null;
        RackPlan? plan = Plan is null ? null : PlanFile.Require(this, Plan);
        string? unknown = Array.Find(Fault, fault => !SimulatorStarter.IsFault(fault));
        if (unknown is not null) ThrowTerminatingError(ErrorRecords.InvalidFault(unknown, SimulatorStarter.FaultNames));

        try
        {
            VMotionSimulator simulator = snapshot is null
                ? SimulatorStarter.Start(Rack, HostPerRack, Fault, Layout, Rule, Seed, Port)
                : SimulatorStarter.StartTwin(snapshot, plan, Rule, Port);
            RunspaceConnections.Current.Add(simulator);
            WriteObject(simulator);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            ThrowTerminatingError(ErrorRecords.InvalidSimulator(failure));
        }
        catch (Exception failure) when (failure is SocketException or HttpListenerException)
        {
            ThrowTerminatingError(ErrorRecords.PortInUse(Port, failure));
        }
        catch (Exception unexpected) when (unexpected is not PipelineStoppedException)
        {
            ThrowTerminatingError(ErrorRecords.Unexpected(unexpected));
        }
    }
}
