using System;
using System.Text.Json;

using RoutedVMotion.Simulator;

namespace RoutedVMotion.Bench.Servers;

/// <summary>Our simulator until stdin ends, for <see cref="ServerProcess"/>.</summary>
internal static class SimulatorServer
{
    public static void Run(Options options)
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions { Racks = options.Number("racks", 100), HostsPerRack = options.Number("hosts-per-rack", 25) });
        Console.WriteLine(JsonSerializer.Serialize(new { url = simulator.Url.OriginalString, username = simulator.UserName, password = simulator.Password }));
        while (Console.In.ReadLine() is not null)
        {
        }
    }
}
