using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

using Microsoft.PowerShell;

namespace RoutedVMotion.Shell;

/// <summary>Runs one script in an engine of its own.</summary>
internal static partial class ScriptRun
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    /// <summary>Imports the module, runs the script and returns the exit code.</summary>
    public static int Run(string module, string script, IReadOnlyList<string> arguments)
    {
        using var cancel = new Interruption();
        var host = new ShellHost();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        // PowerShell's own default on Windows; elsewhere there are no policies.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        MissingCommands.Watch(runspace, host.Missing);
        try
        {
            bool ran = Invoke(runspace, host, cancel, new Command("Import-Module") { Parameters = { { "Name", module }, { "ErrorAction", "Stop" } } })
                && Invoke(runspace, host, cancel, new Command(Call(script, arguments), isScript: true));
            return cancel.Requested ? Interrupted : host.ExitCode ?? (ran ? 0 : Failed);
        }
        catch (PipelineStoppedException) when (cancel.Requested)
        {
            return Interrupted;
        }
        finally
        {
            host.End();
        }
    }

    // Called from a line of script, as from a prompt: there, and not through the API, the engine tells a script that said
    // `exit 3` from one that ran a program which did, and it decides whether the word after -Name is its value.
    private static string Call(string script, IReadOnlyList<string> arguments) =>
        $"& {Quoted(script)} {string.Join(' ', arguments.Select(Argument))}\nif (-not $?) {{ if ($LASTEXITCODE) {{ exit $LASTEXITCODE }} exit 1 }}";

    private static string Argument(string argument)
    {
        Match named = ParameterName().Match(argument);
        if (!named.Success) return Quoted(argument);
        string value = named.Groups["value"].Value;
        bool isSwitch = value.Equals("$true", StringComparison.OrdinalIgnoreCase) || value.Equals("$false", StringComparison.OrdinalIgnoreCase);
        return named.Groups["name"].Value + (value.Length == 0 ? string.Empty : ":" + (isSwitch ? value : Quoted(value)));
    }

    private static string Quoted(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    // False after an error that ended the pipeline; it has been shown then.
    private static bool Invoke(Runspace runspace, ShellHost host, Interruption cancel, Command command)
    {
        using var shell = PowerShell.Create(runspace);
        // Errors run with the output, in its order, through the engine's own views.
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(command).AddCommand("Out-Default");
        using (cancel.Stops(shell))
        {
            try
            {
                shell.Invoke();
                return true;
            }
            catch (RuntimeException e) when (e is not PipelineStoppedException)
            {
                Show(runspace, host, e.ErrorRecord);
                return false;
            }
        }
    }

    private static void Show(Runspace runspace, ShellHost host, ErrorRecord error)
    {
        using var shell = PowerShell.Create(runspace);
        host.WritesErrors = true;
        try
        {
            // Through the engine's own view, as if it had come down the pipeline.
            shell.AddCommand("Out-Default").Invoke(new[] { error });
        }
        catch (RuntimeException)
        {
            host.UI.WriteErrorLine(error.ToString());
        }
        finally
        {
            host.WritesErrors = false;
        }
    }

    [GeneratedRegex("^(?<name>-[A-Za-z_][A-Za-z0-9_]*)(?::(?<value>.*))?$", RegexOptions.Singleline)]
    private static partial Regex ParameterName();
}
