using System;
using System.IO;
using System.Linq;
using System.Text.Json;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

/// <summary>The example that changes a fabric at night: within its limits, with an exit code, a line in a log and a mail.</summary>
public sealed class ScheduledRemediationTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_cluster_a_night_until_nothing_is_left()
    {
        Run("", "-MaximumCluster 1 -SuspendDrs -StopAt 23:59:59 -Ticket CHG7", 3);
        JsonElement[] nights = Lines();
        Assert.Equal([1, 0, 0], nights.Select(night => night.GetProperty("ExitCode").GetInt32()));
        Assert.Equal(["SomethingLeft", "AsPlanned", "AsPlanned"], nights.Select(night => night.GetProperty("Result").GetString()));
        Assert.Equal([4, 4, 0], nights.Select(night => night.GetProperty("Changed").GetInt32()));
        Assert.Equal(["cluster-01", "cluster-02", ""], nights.Select(night => night.GetProperty("Clusters").GetString()));
        Assert.Equal(0, nights[1].GetProperty("FindingsAfter").GetInt32());
        Assert.StartsWith("vMotion routing of ", File.ReadAllText(_folder["mail.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_is_taken_back_ends_the_night()
    {
        Run("-Fault VlanNotTrunked=2", "-MaximumCluster 9", 1);
        JsonElement night = Assert.Single(Lines());
        Assert.Equal((3, "Failed"), (night.GetProperty("ExitCode").GetInt32(), night.GetProperty("Result").GetString()));
        Assert.InRange(night.GetProperty("RolledBack").GetInt32(), 1, 2);
        Assert.Contains("RolledBack: esx-", File.ReadAllText(_folder["mail.txt"]), StringComparison.Ordinal);
        Assert.Contains("Restore-VMotionRouting -Journal", File.ReadAllText(_folder["mail.txt"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-StopAt tomorrow", "-StopAt is a time of day")]
    [InlineData("-MaximumCluster 0", "-MaximumCluster is 1 or more")]
    [InlineData("-Plan nosuch.json", "")]
    [InlineData("-PasswordFile nosuch", "")]
    public void What_keeps_it_from_beginning_is_exit_code_2(string options, string message)
    {
        Run("", options, 1);
        JsonElement night = Assert.Single(Lines());
        Assert.Equal((2, "NothingDone"), (night.GetProperty("ExitCode").GetInt32(), night.GetProperty("Result").GetString()));
        Assert.StartsWith(message, night.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    private JsonElement[] Lines() => File.ReadAllLines(_folder["night.log"]).Select(line =>
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }).ToArray();

    private void Run(string fault, string options, int nights)
    {
        string given = (options.Contains("-Plan ", StringComparison.Ordinal) ? "" : "-Plan \"$dir/racks.json\" ")
            + (options.Contains("-PasswordFile ", StringComparison.Ordinal) ? "" : "-PasswordFile \"$dir/password\" ") + options;
        string script = $$"""
            param($Directory, $Script)
            $dir = $Directory
            $sim = Start-VMotionSimulator -Rack 4 -HostPerRack 2 -Layout Unconverted {{fault}}
            [IO.File]::WriteAllText("$dir/password", $sim.Credential.GetNetworkCredential().Password + "`n")
            foreach ($night in 1..{{nights}}) {
                & $Script -Server $sim.Url -UserName $sim.Credential.UserName -JournalPath "$dir/journal" -Log "$dir/night.log" -Summary "$dir/mail.txt" {{given}}
            }
            exit $LASTEXITCODE
            """;
        RackPlans.Write(_folder["racks.json"], 4);
        ToolOutcome outcome = Tool.RunScript(script, _folder.Path, Path.Combine(Tool.Root, "examples", "scheduled-remediation.ps1"));
        Assert.Empty(outcome.Error);
        Assert.Empty(outcome.Output);
        Assert.Equal(Lines()[^1].GetProperty("ExitCode").GetInt32(), outcome.ExitCode);
    }
}
