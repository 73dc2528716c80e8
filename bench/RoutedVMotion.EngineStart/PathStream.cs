using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RoutedVMotion.EngineStart;

/// <summary>
/// Test-VMotionPath -HostPair on a simulated fabric, beside a cmdlet that writes as many small objects: from the first object to the
/// last, so that starting, connecting and reading do not count.
/// </summary>
internal static class PathStream
{
    public static void Run(string manifest, int racks, int hostsPerRack, int rounds)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Write-SmallObject", typeof(WriteSmallObjectCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Measure-Stream", typeof(MeasureStreamCommand), null));
        state.ImportPSModule([manifest]);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        Invoke(string.Format(CultureInfo.InvariantCulture, "$null = Start-VMotionSimulator -Rack {0} -HostPerRack {1} | Connect-VMotionServer; $plan = New-VMotionPlan", racks, hostsPerRack));
        var paths = new List<StreamCost>();
        var small = new List<double>();
        // The first of each is the compiler's.
        for (int round = 0; round <= rounds; round++)
        {
            var path = (StreamCost)Invoke("Test-VMotionPath -Plan $plan -HostPair | Measure-Stream");
            var other = (StreamCost)Invoke(string.Format(CultureInfo.InvariantCulture, "Write-SmallObject {0} | Measure-Stream", path.Count));
            if (round == 0) continue;
            paths.Add(path);
            small.Add(other.Milliseconds);
        }

        Console.WriteLine(string.Format(
            CultureInfo.InvariantCulture, "{0} {1:F1} {2:F1}", paths[0].Count, Median(paths.Select(path => path.Milliseconds)), Median(small)));

        object Invoke(string script)
        {
            using var shell = PowerShell.Create(runspace);
            PSObject[] output = [.. shell.AddScript(script).Invoke()];
            if (shell.HadErrors) throw new InvalidOperationException(string.Join("; ", shell.Streams.Error));
            return output.Length == 0 ? string.Empty : output[^1].BaseObject;
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
