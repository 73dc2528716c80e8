using System;
using System.IO;
using System.Text.Json;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

/// <summary>The example for schedulers, as one runs it: a process of its own, an exit code, a line in a log.</summary>
public sealed class ScheduledValidationTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "-Severity Error", 0, "Clean")]
    [InlineData("-Fault MissingGateway", "-Severity Error", 1, "Found")]
    [InlineData("-Fault SviDown", "-Severity Error", 0, "Clean")]
    [InlineData("-Fault SviDown", "-Severity Error -Probe", 1, "Found")]
    public void The_exit_code_says_whether_something_of_the_asked_severity_was_found(string fault, string options, int exitCode, string result)
    {
        JsonElement line = Run(fault, options + " -CredentialFile \"$dir/job.xml\" -Plan \"$dir/racks.json\"", exitCode);
        Assert.Equal(result, line.GetProperty("Result").GetString());
        Assert.Equal(exitCode, line.GetProperty("ExitCode").GetInt32());
        Assert.Equal(exitCode == 0, line.GetProperty("Findings").GetInt32() == 0);
    }

    [Theory]
    [InlineData("-CredentialFile \"$dir/job.xml\" -Plan \"$dir/nosuch.json\"", "PlanNotFound")]
    [InlineData("-CredentialFile \"$dir/job.xml\"", "Give -Plan.")]
    [InlineData("-CredentialFile \"$dir/nosuch.xml\" -Plan \"$dir/racks.json\"", "FileNotFoundException")]
    [InlineData("-CredentialFile \"$dir/racks.json\" -Plan \"$dir/racks.json\"", "")]
    [InlineData("-Plan \"$dir/racks.json\"", "Give -CredentialFile, or -UserName and -PasswordFile.")]
    [InlineData("-CredentialFile \"$dir/job.xml\" -Plan \"$dir/racks.json\" -Severity Fatal", "-Severity is Error, Warning or Information")]
    [InlineData("-UserName nobody -PasswordFile \"$dir/password\" -Plan \"$dir/racks.json\"", "LoginFailed")]
    public void What_keeps_it_from_validating_is_exit_code_2_and_a_reason(string options, string error)
    {
        JsonElement line = Run(string.Empty, options, 2);
        Assert.Equal("NotValidated", line.GetProperty("Result").GetString());
        Assert.StartsWith(error, line.GetProperty("Error").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(line.GetProperty("Message").GetString()!);
    }

    // Nobody was there to ask: that is not the same as nothing to find.
    [Fact]
    public void Racks_that_could_not_be_probed_are_not_clean()
    {
        const string Options = "-CredentialFile \"$dir/job.xml\" -Plan \"$dir/racks.json\"";
        JsonElement line = Run("-Fault Disconnected=4", Options + " -Probe", 2);
        Assert.Equal(("NotValidated", 2), (line.GetProperty("Result").GetString(), line.GetProperty("RacksNotProbed").GetInt32()));
        Assert.Contains("RackNotProbed", line.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_from_a_file_works_and_a_report_is_left()
    {
        JsonElement line = Run("-Fault MissingGateway", "-UserName $sim.Credential.UserName -PasswordFile \"$dir/password\" -Plan \"$dir/racks.json\" -Report \"$dir/routing.xml\"", 1);
        Assert.Contains("GatewayMissing", line.GetProperty("First").GetString(), StringComparison.Ordinal);
        Assert.Contains("<failure", File.ReadAllText(_folder["routing.xml"]), StringComparison.Ordinal);
    }

    private JsonElement Run(string fault, string options, int exitCode)
    {
        string script = $$"""
            param($Directory, $Script)
            $dir = $Directory
            $sound = Start-VMotionSimulator -Rack 2 -HostPerRack 2
            $null = $sound | Connect-VMotionServer
            New-VMotionPlan | Export-VMotionPlan "$dir/racks.json"
            $sound | Stop-VMotionSimulator
            $sim = Start-VMotionSimulator -Rack 2 -HostPerRack 2 {{fault}}
            [IO.File]::WriteAllText("$dir/job.xml", [System.Management.Automation.PSSerializer]::Serialize($sim.Credential))
            [IO.File]::WriteAllText("$dir/password", $sim.Credential.GetNetworkCredential().Password + "`n")
            [IO.File]::WriteAllText("$dir/expected-secret", $sim.Credential.GetNetworkCredential().Password)
            & $Script -Server $sim.Url -Log "$dir/routing.log" {{options}}
            $code = $LASTEXITCODE
            "$(@(Get-VMotionServer).Count) connections left"
            exit $code
            """;
        ToolOutcome outcome = Tool.RunScript(script, _folder.Path, Path.Combine(Tool.Root, "examples", "scheduled-validation.ps1"));
        Assert.Equal("0 connections left\n", outcome.Output);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        string log = Assert.Single(File.ReadAllLines(_folder["routing.log"]));
        Assert.DoesNotContain(File.ReadAllText(_folder["expected-secret"]), log, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(log);
        return json.RootElement.Clone();
    }
}
