using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>A program of the repository, run as a user or the build runs it, with its output in files as far as it can tell.</summary>
public sealed class Tool : IDisposable
{
    private readonly Process _process;

    private Tool(Process process) => _process = process;

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetDirectoryName(ModuleUnderTest.Folder)!;

    /// <summary>The program's first lines, as far as they were asked for.</summary>
    public TextReader Output => _process.StandardOutput;

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Runs a program to its end.</summary>
    public static ToolOutcome Run(string project, params string[] arguments)
    {
        using Tool tool = Start(project, arguments);
        return tool.Finish();
    }

    /// <summary>Runs a script in the shell host.</summary>
    public static ToolOutcome RunScript(string text, params string[] arguments)
    {
        using var script = new ScriptFile(text);
        return Run("RoutedVMotion.Shell", [script.Path, .. arguments]);
    }

    /// <summary>Starts a program.</summary>
    public static Tool Start(string project, params string[] arguments)
    {
        // Built with the tests, hence in the same configuration: .../bin/<configuration>/<framework>/
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.Combine(Root, "src", project, "bin", own.Parent!.Name, own.Name, project + ".dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(program);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return new Tool(Process.Start(start)!);
    }

    /// <summary>Waits for the end, with nothing on standard input.</summary>
    public ToolOutcome Finish()
    {
        _process.StandardInput.Close();
        string error = string.Empty;
        var errors = new Thread(() => error = _process.StandardError.ReadToEnd());
        errors.Start();
        string output = _process.StandardOutput.ReadToEnd();
        errors.Join();
        _process.WaitForExit();
        return new ToolOutcome(_process.ExitCode, output.ReplaceLineEndings("\n"), error.ReplaceLineEndings("\n"));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
