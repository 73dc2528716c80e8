using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>A runspace into which the module was imported from its manifest.</summary>
public sealed class ModuleRunspace : IDisposable
{
    public ModuleRunspace()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ModuleUnderTest.Manifest]);
        Runspace = RunspaceFactory.CreateRunspace(state);
        Runspace.Open();
    }

    public Runspace Runspace { get; }

    /// <summary>Runs a script; <c>$a</c> and so on are the arguments.</summary>
    public Outcome Run(string script, params object?[] arguments)
    {
        using PowerShell shell = Prepare(script, arguments);
        IReadOnlyList<PSObject> objects = [];
        ErrorRecord? terminating = null;
        try
        {
            objects = shell.Invoke();
        }
        catch (RuntimeException failure)
        {
            terminating = failure.ErrorRecord;
        }

        return Collect(shell, objects, terminating);
    }

    /// <summary>The script as a command to be started by the test itself.</summary>
    public PowerShell Prepare(string script, params object?[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
            Runspace.SessionStateProxy.SetVariable(((char)('a' + i)).ToString(), arguments[i]);
        PowerShell shell = PowerShell.Create(Runspace);
        return shell.AddScript(script);
    }

    /// <summary>Starts a simulator and connects to it; <c>$sim</c> and <c>$vc</c> are the two.</summary>
    public PSObject StartAndConnect(string parameters = "") =>
        Run($"$sim = Start-VMotionSimulator {parameters}; $vc = $sim | Connect-VMotionServer; $sim").Single;

    public void Dispose() => Runspace.Dispose();

    private static Outcome Collect(PowerShell shell, IReadOnlyList<PSObject> objects, ErrorRecord? terminating) => new(
        objects,
        shell.Streams.Error.ToArray(),
        shell.Streams.Warning.Select(record => record.Message).ToArray(),
        shell.Streams.Verbose.Select(record => record.Message).ToArray(),
        shell.Streams.Debug.Select(record => record.Message).ToArray(),
        shell.Streams.Progress.ToArray(),
        terminating);
}
