using System;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Rules;

/// <summary>A fabric as our client reads it out of our simulator, neighbours and virtual machines included, and the plan that it was built by.</summary>
internal sealed record SimulatedFabric(Fabric Fabric, RackPlan Plan, int FaultyHosts)
{
    private const int VirtualMachinesPerHost = 16;

    // Hosts for each of which every fault that a host can have is put on one: about three in a hundred are not as they should be.
    private const int HostsPerFault = 625;

    /// <summary>Faults that a host's configuration, state or neighbours show.</summary>
    private static readonly FaultName[] Faults =
    [
        FaultName.MissingGateway, FaultName.WrongGateway, FaultName.GatewayOutsideSubnet, FaultName.GatewayIsOwnAddress, FaultName.DefaultStackOnly,
        FaultName.OverrideOnDefaultStack, FaultName.MixedStacks, FaultName.NoVMotion, FaultName.StaticRoutesOnly, FaultName.MtuMismatch,
        FaultName.SwitchMtuTooSmall, FaultName.WrongVlan, FaultName.DuplicateAddress, FaultName.Disconnected, FaultName.MaintenanceMode,
        FaultName.NotResponding, FaultName.MiscabledHost, FaultName.UplinksDown, FaultName.Unreadable,
    ];

    /// <summary>Reads such a fabric; nothing of the simulator is left afterwards.</summary>
    public static async Task<SimulatedFabric> ReadAsync(int racks, int hostsPerRack)
    {
        int count = Math.Max(1, racks * hostsPerRack / HostsPerFault);
        var options = new SimulatorOptions
        {
            Racks = racks,
            HostsPerRack = hostsPerRack,
            VirtualMachinesPerHost = VirtualMachinesPerHost,
            Faults = Faults.Select(fault => new SimulatorFault(fault, count)).ToArray(),
        };
        using VCenterSimulator simulator = VCenterSimulator.Start(options);
        var settings = new ConnectionSettings { Server = simulator.Url.Host, Port = simulator.Url.Port, PlainHttp = true, Timeout = TimeSpan.FromMinutes(5) };
        using var password = new SecureString();
        foreach (char c in simulator.Password) password.AppendChar(c);
        using var transport = new HttpSoapTransport(settings);
        using VSphereSession session = await VSphereSession.LoginAsync(settings, transport, simulator.UserName, password, CancellationToken.None).ConfigureAwait(false);
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery { Neighbors = true }, null, CancellationToken.None).ConfigureAwait(false);
        return new SimulatedFabric(fabric, PlanRenderer.Render(simulator.Service.Fabric), simulator.PlacedFaults.Count);
    }
}
