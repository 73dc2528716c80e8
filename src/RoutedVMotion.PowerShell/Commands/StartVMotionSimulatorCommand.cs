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
    /// Faults that are sprinkled over the hosts, by name: 'MissingGateway' puts it on one host, 'MissingGateway=3' on three. Use them
    /// to see what a fault looks like; without any, the fabric is sound. Tab completes the names.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(SimulatorFaultCompleter))]
    public string[] Fault { get; set; } = [];

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

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string? unknown = Array.Find(Fault, fault => !SimulatorStarter.IsFault(fault));
        if (unknown is not null) ThrowTerminatingError(ErrorRecords.InvalidFault(unknown, SimulatorStarter.FaultNames));

        try
        {
            VMotionSimulator simulator = SimulatorStarter.Start(Rack, HostPerRack, Fault, Seed, Port);
            RunspaceConnections.Current.Add(simulator);
            WriteObject(simulator);
        }
        catch (ArgumentException failure)
        {
            ThrowTerminatingError(ErrorRecords.InvalidSimulator(failure));
        }
        catch (Exception failure) when (failure is SocketException or HttpListenerException)
        {
            ThrowTerminatingError(ErrorRecords.PortInUse(Port, failure));
        }
    }
}
