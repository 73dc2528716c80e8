using System;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Simulation;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Starts a simulated vCenter with a leaf-spine fabric behind it, in this process: to learn, to rehearse and to test.</summary>
/// <remarks>
/// <para>The simulator speaks the protocol of a vCenter on a TCP port of this machine (127.0.0.1, plain http), well enough for
/// this module and for other people's clients. Behind it is a leaf-spine fabric: racks with a pair of leaves, a vMotion subnet
/// and a gateway each, and hosts on the vmotion stack. Named faults can be put on hosts and on the network between them, to see what they
/// look like before one has them. Its virtual machines migrate, too (Test-VMotionPath -CanaryVM), where that network carries it.</para>
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
[Cmdlet(VerbsLifecycle.Start, "VMotionSimulator")]
[OutputType(typeof(VMotionSimulator))]
public sealed class StartVMotionSimulatorCommand : PSCmdlet
{
    /// <summary>How many racks the fabric has, 4 by default; each has a pair of leaves, its own vMotion subnet and its own gateway.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 250)]
    public int Rack { get; set; } = 4;

    /// <summary>How many hosts each rack has, 4 by default. Use large numbers to see how long your own fabric would take.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(1, 200)]
    public int HostPerRack { get; set; } = 4;

    /// <summary>
    /// Faults that are sprinkled over the fabric, by name: 'MissingGateway' puts it on one host, 'MissingGateway=3' on three. Use them
    /// to see what a fault looks like; without any, the fabric is sound. Tab completes the names.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(SimulatorFaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Fault { get; set; } = [];

    /// <summary>
    /// Sights of real fabrics: LAGs, blade interconnects that hide the leaves, two cabinets on one pair of leaves, two clusters in one
    /// cabinet, one VLAN id in every rack, hosts that others manage too, with all of which nothing is wrong; and Unconverted, where vMotion
    /// of every host is still on the default stack, in an old flat network. Use them to see what your plan and your scripts make of a
    /// fabric like yours; they go together.
    /// </summary>
    [Parameter]
    [ValidateSet("LinkAggregation", "BladeInterconnect", "SharedLeaves", "SharedCabinet", "SharedVlan", "ManagedConfiguration", "Unconverted")]
    public string[] Layout { get; set; } = [];

    /// <summary>
    /// The seed that decides which hosts get the faults, 1 by default. The same seed and options give the same fabric; use another
    /// one to see the faults elsewhere.
    /// </summary>
    [Parameter]
    public int Seed { get; set; } = 1;

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
    protected override void EndProcessing()
    {
        string? unknown = Array.Find(Fault, fault => !SimulatorStarter.IsFault(fault));
        if (unknown is not null) ThrowTerminatingError(ErrorRecords.InvalidFault(unknown, SimulatorStarter.FaultNames));

        try
        {
            VMotionSimulator simulator = SimulatorStarter.Start(Rack, HostPerRack, Fault, Layout, Rule, Seed, Port);
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
    }
}
