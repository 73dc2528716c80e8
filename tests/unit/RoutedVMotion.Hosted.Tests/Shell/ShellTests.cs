using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

public sealed class ShellTests
{
    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("function f { exit 4 }; f", 4)]
    [InlineData("exit 0", 0)]
    [InlineData("'done'", 0)]
    [InlineData("dotnet nosuchcommand *> $null; 'the program failed, the script did not'", 0)]
    [InlineData("dotnet nosuchcommand *> $null; exit 5", 5)]
    [InlineData("throw 'it broke'", 1)]
    [InlineData("$x =", 1)]
    [InlineData("param([Parameter(Mandatory)] $Must) $Must", 1)]
    [InlineData("Import-Module nosuch; 'an error that does not end the script'", 0)]
    [InlineData("Import-Module nosuch -ErrorAction Stop", 1)]
    public void The_exit_code_is_the_scripts(string script, int expected) => Assert.Equal(expected, Tool.RunScript(script).ExitCode);

    [Fact]
    public void The_script_gets_its_arguments_as_from_a_prompt()
    {
        ToolOutcome outcome = Tool.RunScript(
            "param([string] $Name, [switch] $Yes, [switch] $No, [Parameter(ValueFromRemainingArguments)] $Rest)\n\"$Name|$Yes|$No|$($Rest -join '+')\"",
            "-Yes", "-Name", "it's; $(throw 'never')", "-No:$false", "-5", "two words");
        Assert.Equal("it's; $(throw 'never')|True|False|-5+two words\n", outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void An_error_nobody_caught_is_shown_on_standard_error_without_a_stack_trace()
    {
        ToolOutcome outcome = Tool.RunScript("'before'; throw 'it broke'; 'after'");
        Assert.Equal("before\n", outcome.Output);
        Assert.Contains("it broke", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("script.ps1:1", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Management.Automation", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_in_a_file_has_no_colours_and_tables_of_120_columns()
    {
        ToolOutcome outcome = Tool.RunScript("\"$([char] 27)[31mred$([char] 27)[0m\"\n[pscustomobject] @{ A = 'a' * 50; B = 'b' * 200 }");
        Assert.DoesNotContain("\u001b", outcome.Output, StringComparison.Ordinal);
        Assert.StartsWith("red\n", outcome.Output, StringComparison.Ordinal);
        // The engine leaves the last column of a window free.
        Assert.InRange(outcome.Output.Split('\n').Max(line => line.TrimEnd().Length), 119, 120);
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.ReadLineAsSecureString()")]
    [InlineData("$Host.UI.PromptForCredential('', '', '', '')")]
    [InlineData("$Host.UI.PromptForChoice('', 'Really?', @([System.Management.Automation.Host.ChoiceDescription]::new('&Yes')), 0)")]
    public void Questions_are_refused_and_not_waited_for(string question)
    {
        ToolOutcome outcome = Tool.RunScript("$ErrorActionPreference = 'Stop'\n" + question);
        Assert.Contains("asks nobody", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public void A_cmdlet_that_only_a_real_PowerShell_has_gets_a_hint_and_any_other_unknown_name_none()
    {
        Assert.Contains("HINT: This shell host has no Select-Object", Tool.RunScript("1 | Select-Object -First 1").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("HINT", Tool.RunScript("Get-NoSuchThing").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("HINT", Tool.RunScript("try { Select-Object } catch { 'caught' }; Get-NoSuchThing").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_and_verbose_lines_go_to_standard_error()
    {
        ToolOutcome outcome = Tool.RunScript("$PSCmdlet; function f { [CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('by the way') }; f -Verbose");
        Assert.Equal("WARNING: careful\nVERBOSE: by the way\n", outcome.Error);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void The_module_is_imported_from_where_the_build_left_it()
    {
        ToolOutcome outcome = Tool.RunScript("(Get-Module RoutedVMotion).ModuleBase; (Get-Command Get-VMotionRouting).ImplementingType.Assembly.Location");
        Assert.Equal(
            $"{ModuleUnderTest.Folder}\n{Path.Combine(ModuleUnderTest.Folder, "bin", "RoutedVMotion.PowerShell.dll")}\n",
            outcome.Output);
    }

    [Theory]
    [InlineData("There is no file nosuch.ps1.", "nosuch.ps1")]
    [InlineData("There is no file nosuch.psd1.", "--module", "nosuch.psd1", "script.ps1")]
    [InlineData("--module needs the path of a RoutedVMotion.psd1.", "--module")]
    [InlineData("--nosuch is not known here; options of the script go after its name.", "--nosuch")]
    [InlineData("No script was named.")]
    public void A_command_line_that_names_nothing_to_run_is_explained(string expected, params string[] arguments)
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", arguments);
        Assert.StartsWith(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public void A_file_that_is_no_script_is_not_run()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "README.md"));
        Assert.EndsWith("README.md is not a PowerShell script: its name does not end in .ps1.", outcome.Error.Trim(), StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public void The_help_says_what_is_lacking()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", "--help");
        Assert.Contains("Microsoft.PowerShell.Utility", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public void Ctrl_C_stops_the_script_lets_it_clean_up_and_exits_with_130()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("On Windows a console event cannot be sent to one process only.");
        using var script = new ScriptFile(
            "try { [Console]::WriteLine('running'); while ($true) { [Threading.Thread]::Sleep(20) } } finally { [Console]::WriteLine('cleaned up') }");
        using Tool tool = Tool.Start("RoutedVMotion.Shell", script.Path);
        Assert.Equal("running", tool.Output.ReadLine());
        using Process kill = Process.Start("kill", ["-INT", tool.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        ToolOutcome outcome = tool.Finish();
        Assert.Equal("cleaned up\n", outcome.Output);
        Assert.Empty(outcome.Error);
        Assert.Equal(130, outcome.ExitCode);
    }
}
