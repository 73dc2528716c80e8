using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

using RoutedVMotion.EngineStart;

// One start, and the process ends: nothing is warm. The argument is a manifest to import, or there is none.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
// Or, with "paths", no start at all but a stream of rows.
if (args is ["paths", string module, string racks, string hosts, string rounds])
{
    PathStream.Run(module, int.Parse(racks, CultureInfo.InvariantCulture), int.Parse(hosts, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture));
    return 0;
}

var watch = Stopwatch.StartNew();
using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using (var shell = PowerShell.Create())
{
    shell.Runspace = runspace;
    // Both kinds of start run one statement: the engine's first one costs some 100 ms, whatever it is.
    shell.AddCommand("Microsoft.PowerShell.Core\\Get-Module").Invoke();
    shell.Commands.Clear();
    if (args is [string manifest]) shell.AddCommand("Microsoft.PowerShell.Core\\Import-Module").AddArgument(manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
}

watch.Stop();
TimeSpan cpu = Environment.CpuUsage.TotalTime;

// That it is there, and out of the folder that was asked for.
if (args is [string asked])
{
    string folder = System.IO.Path.GetDirectoryName(asked)!;
    string[] ours = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name!.StartsWith("RoutedVMotion.", StringComparison.Ordinal))
        .Select(assembly => assembly.Location).Where(place => place != Environment.ProcessPath && !place.Contains("EngineStart", StringComparison.Ordinal)).ToArray();
    if (asked.EndsWith("RoutedVMotion.psd1", StringComparison.Ordinal) && (ours.Length == 0 || !ours.All(place => place.StartsWith(folder, StringComparison.Ordinal))))
    {
        Console.Error.WriteLine("The module's assemblies did not come from " + folder + ": " + string.Join(", ", ours));
        return 1;
    }
}

Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0:F1} {1:F1}", watch.Elapsed.TotalMilliseconds, cpu.TotalMilliseconds));
return 0;
