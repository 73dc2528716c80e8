using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;

namespace RoutedVMotion.Shell;

/// <summary>The engine's way to this process's console.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly ShellUI _ui;

    public ShellHost() => _ui = new ShellUI(Missing);

    /// <summary>Commands that the script looked for in vain.</summary>
    public MissingCommands Missing { get; } = new();

    /// <summary>What the script asked to exit with; null if it did not ask the host.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "RoutedVMotion.Shell";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    /// <summary>Whatever is written is part of an error.</summary>
    public bool WritesErrors
    {
        get => _ui.WritesErrors;
        set => _ui.WritesErrors = value;
    }

    /// <summary>Nothing more will be written.</summary>
    public void End() => _ui.End();

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("This shell host has no prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
