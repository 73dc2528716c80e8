using System;
using System.IO;

namespace RoutedVMotion.Shell;

internal static class Program
{
    private const int UsageError = 2;

    private static int Main(string[] args)
    {
        // Before the engine is touched: it reports home from its first import on.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        CommandLine command;
        try
        {
            command = CommandLine.Parse(args);
        }
        catch (CommandLineException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(Usage.Short);
            return UsageError;
        }

        if (command.HelpWanted)
        {
            Console.Out.Write(Usage.Long);
            return 0;
        }

        string? module = command.Module ?? FindModule(AppContext.BaseDirectory);
        if (module is null)
        {
            Console.Error.WriteLine(
                $"There is no module/RoutedVMotion.psd1 above {AppContext.BaseDirectory}. Build it ('dotnet build'), or say where it is with --module.");
            return UsageError;
        }

        if (!File.Exists(module) || !File.Exists(command.Script))
        {
            Console.Error.WriteLine($"There is no file {(File.Exists(module) ? command.Script : module)}.");
            return UsageError;
        }

        if (!string.Equals(Path.GetExtension(command.Script), ".ps1", StringComparison.OrdinalIgnoreCase))
        {
            Console.Error.WriteLine($"{command.Script} is not a PowerShell script: its name does not end in .ps1.");
            return UsageError;
        }

        return ScriptRun.Run(Path.GetFullPath(module), Path.GetFullPath(command.Script!), command.Arguments);
    }

    private static string? FindModule(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "module", "RoutedVMotion.psd1");
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
