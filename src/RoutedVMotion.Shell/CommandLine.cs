using System.Collections.Generic;

namespace RoutedVMotion.Shell;

/// <summary>What the user asks for. Our own options go before the script; everything after it is the script's.</summary>
/// <param name="HelpWanted">Explain and end.</param>
/// <param name="Module">The manifest to import; null for the one that the build left above this program.</param>
/// <param name="Script">The script to run.</param>
/// <param name="Arguments">What the script gets.</param>
internal sealed record CommandLine(bool HelpWanted, string? Module, string? Script, IReadOnlyList<string> Arguments)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="CommandLineException">It cannot be understood.</exception>
    public static CommandLine Parse(string[] args)
    {
        string? module = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h" or "-?" or "/?":
                    return new CommandLine(true, null, null, []);
                case "--module":
                    if (++i == args.Length) throw new CommandLineException("--module needs the path of a RoutedVMotion.psd1.");
                    module = args[i];
                    break;
                case ['-', '-', ..]:
                    throw new CommandLineException($"{args[i]} is not known here; options of the script go after its name.");
                default:
                    return new CommandLine(false, module, args[i], args[(i + 1)..]);
            }
        }

        throw new CommandLineException("No script was named.");
    }
}
