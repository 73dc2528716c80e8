using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text.RegularExpressions;

namespace RoutedVMotion.Shell;

/// <summary>Writes to standard output and standard error, and answers no questions: a script that nobody watches must not wait for one.</summary>
internal sealed partial class ShellUI : PSHostUserInterface
{
    private readonly MissingCommands _missing;
    private readonly bool _outputColors;
    private readonly bool _errorColors;
    private readonly ProgressLine? _progress;
    private string? _hint;

    public ShellUI(MissingCommands missing)
    {
        _missing = missing;
        bool colors = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        _outputColors = colors && !Console.IsOutputRedirected;
        _errorColors = colors && !Console.IsErrorRedirected;
        _progress = Console.IsErrorRedirected ? null : new ProgressLine();
    }

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    public override bool SupportsVirtualTerminal => _outputColors;

    /// <summary>Whatever is written is part of an error, and goes where errors go.</summary>
    public bool WritesErrors { get; set; }

    /// <summary>Leaves nothing unfinished on the screen.</summary>
    public void End()
    {
        Hint();
        _progress?.Clear();
        Console.Out.Flush();
    }

    public override void Write(string value)
    {
        if (WritesErrors)
        {
            WriteErrorLine(value.EndsWith('\n') ? value[..^1].TrimEnd('\r') : value);
            return;
        }

        Hint();
        Write(Console.Out, _outputColors, value);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        // An error comes line by line, and an empty line ends it.
        if (value.Length == 0) Hint();
        WriteToError(value);
        _hint ??= _missing.HintFor(value);
    }

    public override void WriteWarningLine(string message) => WriteToError("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteToError("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteToError("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress?.Show(record);

    public override string ReadLine() => throw Refuse("a line");

    public override SecureString ReadLineAsSecureString() => throw Refuse("a secret");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Refuse(string.Join(", ", descriptions.Select(field => field.Name)));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw Refuse("a choice: " + message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw Refuse("a credential");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw Refuse("a credential");

    private static HostException Refuse(string what) => new(
        $"The script asks for {what}, and this shell host asks nobody. Give the value as an argument (for a confirmation: -Confirm:$false).");

    private void Hint()
    {
        if (_hint is null) return;
        WriteToError("HINT: " + _hint);
        _hint = null;
    }

    private void WriteToError(string line) => Write(Console.Error, _errorColors, line + Environment.NewLine);

    private void Write(TextWriter writer, bool colors, string text)
    {
        _progress?.Clear();
        writer.Write(colors ? text : EscapeSequence().Replace(text, string.Empty));
    }

    // CSI sequences (colours, cursor) and OSC ones (links, titles).
    [GeneratedRegex("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\))")]
    private static partial Regex EscapeSequence();
}
