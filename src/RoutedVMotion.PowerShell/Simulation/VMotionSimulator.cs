using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;

namespace RoutedVMotion.PowerShell.Simulation;

/// <summary>A simulated vCenter that runs in this process, as a row.</summary>
public sealed class VMotionSimulator
{
    // Not typed: the simulator's assembly is not loaded before one is started.
    private IDisposable? _simulator;

    internal VMotionSimulator(IDisposable simulator, Uri url, PSCredential credential)
    {
        _simulator = simulator;
        Url = url.AbsoluteUri;
        Name = url.Authority;
        Port = url.Port;
        Credential = credential;
    }

    /// <summary>The name that Connect-VMotionServer gives a connection to it, for example 127.0.0.1:39017.</summary>
    public string Name { get; }

    /// <summary>Where it listens, for example http://127.0.0.1:39017/sdk; other people's clients work against it too.</summary>
    public string Url { get; }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The number of racks.</summary>
    public int Rack { get; internal set; }

    /// <summary>The server that it is a twin of; null for a fabric that was made up.</summary>
    public string? TwinOf { get; internal set; }

    /// <summary>The number of hosts in each rack; 0 for a twin, of which racks have as many as they have.</summary>
    public int HostPerRack { get; internal set; }

    /// <summary>The number of hosts in all.</summary>
    public int VMHostCount { get; internal set; }

    /// <summary>The seed: the same seed and options give the same fabric and the same faults on the same hosts.</summary>
    public int Seed { get; internal set; }

    /// <summary>Which fault was put on which host.</summary>
    public IReadOnlyList<SimulatorFaultPlacement> Faults { get; internal set; } = Array.Empty<SimulatorFaultPlacement>();

    /// <summary>False once it was stopped.</summary>
    public bool IsRunning => Volatile.Read(ref _simulator) is not null;

    /// <summary>The user that may log in; the password is made up at random at every start.</summary>
    public PSCredential Credential { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal void Stop() => Interlocked.Exchange(ref _simulator, null)?.Dispose();
}
