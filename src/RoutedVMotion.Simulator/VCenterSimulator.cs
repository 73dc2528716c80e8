using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim;
using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator;

/// <summary>A simulated vCenter that listens on 127.0.0.1 until it is disposed.</summary>
public sealed class VCenterSimulator : IDisposable
{
    private readonly LoopbackListener _listener;

    private VCenterSimulator(SimulatorOptions options)
    {
        UserName = options.UserName;
        Password = options.Password ?? MakePassword();
        Service = new VCenterService(FabricBuilder.Build(options), UserName, Password);
        LeafSpineFabric fabric = Service.Fabric;
        RackCount = fabric.Racks.Count(rack => rack.Hosts.Count > 0);
        HostCount = fabric.Hosts.Count();
        PlacedFaults = fabric.PlacedFaults.ToArray();
        foreach (string rule in options.Rules) AddRule(rule);
        _listener = new LoopbackListener(options.Port, Service.Handle);
        Url = new Uri(string.Format(CultureInfo.InvariantCulture, "http://127.0.0.1:{0}/sdk", _listener.Port));
    }

    /// <summary>Where it listens, for example http://127.0.0.1:39017/sdk.</summary>
    public Uri Url { get; }

    /// <summary>The one user that can log in.</summary>
    public string UserName { get; }

    /// <summary>The user's password.</summary>
    public string Password { get; }

    /// <summary>Racks of the fabric.</summary>
    public int RackCount { get; }

    /// <summary>Hosts of the fabric.</summary>
    public int HostCount { get; }

    /// <summary>Which fault was put where, by host name and rack; the faults between hosts first.</summary>
    public IReadOnlyList<PlacedFault> PlacedFaults { get; }

    /// <summary>The vCenter behind the wire.</summary>
    internal VCenterService Service { get; }

    /// <summary>Connections that clients have open.</summary>
    internal int ConnectionCount => _listener.ConnectionCount;

    /// <summary>Builds the fabric and starts to listen.</summary>
    /// <exception cref="ArgumentException">The options contradict each other or exceed the limits.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static VCenterSimulator Start(SimulatorOptions options) => new(options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>Ends every session, as vCenter does after 30 idle minutes: the next call of each client is not authenticated.</summary>
    public void ExpireSessions() => Service.ExpireSessions();

    /// <summary>
    /// Takes the right to run esxcli from the user, as of a role without Host.Config.Network: the next command is answered with
    /// NoPermission.
    /// </summary>
    /// <param name="vmHost">The name of a host; null for all of them.</param>
    public void DenyEsxCli(string? vmHost = null) =>
        Service.DenyEsxCli(host => vmHost is null || string.Equals(host.Name, vmHost, StringComparison.OrdinalIgnoreCase));

    /// <summary>Calls that were carried out, in order: what a client asked and what it wrote.</summary>
    public IReadOnlyList<SimulatedCall> Calls => Service.Calls;

    /// <summary>How many of them were meant to change something.</summary>
    public int WriteCount => Service.Calls.Count(call => call.IsWrite);

    /// <summary>What was done to adapters while a migration used them, a sentence each: nobody may do that.</summary>
    public IReadOnlyList<string> MigrationsHarmed => Service.WithFabric(fabric => fabric.MigrationsHarmed.ToArray());

    /// <summary>Adds a rule by which a call goes wrong; see <see cref="CallRule"/>.</summary>
    /// <exception cref="FormatException">It is no rule; the message says how one reads.</exception>
    public void AddRule(string rule) => Service.AddRule(CallRule.Parse(rule));

    /// <summary>From now on all goes well.</summary>
    public void ClearRules() => Service.ClearRules();

    /// <summary>Stops listening and closes all connections.</summary>
    public void Dispose() => _listener.Dispose();

    private static string MakePassword()
    {
        byte[] random = new byte[18];
        using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
        return Convert.ToBase64String(random);
    }
}
