using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Simulation;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Stops simulators, and ends this runspace's connections to them.</summary>
/// <remarks>
/// <para>Connections of this runspace to a stopped simulator are ended first, so that no later command runs into it.</para>
/// </remarks>
/// <example>
/// <para>Stop all simulators of this runspace</para>
/// <code>
/// PS> Stop-VMotionSimulator
/// </code>
/// <para>They also end with the module and with the process.</para>
/// </example>
/// <example>
/// <para>Stop one of several</para>
/// <code>
/// PS> $simulator | Stop-VMotionSimulator
/// PS> $simulator.IsRunning
/// False
/// </code>
/// <para>Others go on.</para>
/// </example>
/// <seealso cref="StartVMotionSimulatorCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "VMotionSimulator")]
[OutputType(typeof(void))]
public sealed class StopVMotionSimulatorCommand : AsyncCmdlet
{
    private readonly List<VMotionSimulator> _simulators = new();
    private RunspaceConnections _connections = null!;

    /// <summary>
    /// The simulators to stop, as Start-VMotionSimulator gave them. Use it to keep some of several; without it, all that this
    /// runspace has started are stopped.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public VMotionSimulator[]? Simulator { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _connections = RunspaceConnections.Current;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Simulator is not null) _simulators.AddRange(Simulator.Where(simulator => simulator is not null));
        else if (!MyInvocation.ExpectingInput) _simulators.AddRange(_connections.Simulators);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(async cancel =>
    {
        foreach (VMotionSimulator simulator in _simulators.Distinct())
        {
            VMotionServer[] connected = _connections.Servers.Where(server => server.SimulatorName == simulator.Name).ToArray();
            foreach (VMotionServer server in connected) _connections.Remove(server);
            await Task.WhenAll(connected.Select(server => server.CloseAsync(cancel))).ConfigureAwait(false);
            _connections.Remove(simulator);
            simulator.Stop();
        }
    });
}
