using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace RoutedVMotion.Help;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 3)
        {
            Console.Error.WriteLine("Usage: RoutedVMotion.Help <assembly> <documentation.xml> <output.xml>");
            return 2;
        }

        string output = args[2];
        var documentation = new Documentation();
        documentation.Load(args[1]);
        // The engine's own assemblies are this process's; the module's lie beside the one that is read.
        var reader = new CmdletReader(documentation);
        IReadOnlyList<CmdletHelp> cmdlets = reader.Read(Assembly.LoadFrom(Path.GetFullPath(args[0])));
        foreach (string problem in reader.Problems)
        {
            // This form is what MSBuild shows as an error of its own.
            Console.Error.WriteLine("RoutedVMotion.Help : error HELP0001: " + problem);
        }

        if (reader.Problems.Count > 0) return 1;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        // First beside it: a build that is cut off leaves no half of a file that the next one takes for whole.
        string unfinished = output + ".new";
        MamlWriter.Write(cmdlets, unfinished);
        File.Move(unfinished, output, overwrite: true);
        return 0;
    }
}
