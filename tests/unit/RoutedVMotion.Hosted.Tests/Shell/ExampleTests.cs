using System;
using System.IO;
using System.Linq;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

public sealed class ExampleTests
{
    [Fact]
    public void The_quickstart_shows_which_hosts_will_not_route_and_why()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "examples", "quickstart.ps1"), "-Rack", "3", "-HostPerRack", "2");
        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("4 of 6 hosts will not route vMotion out of their rack:", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Output.Split("has no gateway").Length - 1);
        Assert.Contains("LeavesByManagement", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("The host is disconnected", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_shows_what_the_quickstart_prints()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "examples", "quickstart.ps1"));
        string[] printed = [.. outcome.Output.Split('\n').Select(line => line.TrimEnd())];
        string[] shown = [.. File.ReadAllText(Path.Combine(Tool.Root, "README.md")).Split("```")[1].Split('\n').Select(line => line.TrimEnd())];
        int first = Array.FindIndex(shown, line => line.StartsWith("VMHost ", StringComparison.Ordinal));
        Assert.True(first > 0);
        Assert.Equal(printed.SkipWhile(line => line != shown[first]).TakeWhile((line, row) => row < shown.Length - first - 1), shown[first..^1]);
    }

    [Fact]
    public void A_change_is_rehearsed_on_a_twin_and_happens_as_rehearsed()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "examples", "rehearse-a-change.ps1"));
        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("As rehearsed: True", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("0 differences in adapters, stacks", outcome.Output, StringComparison.Ordinal);
        string[] parts = outcome.Output.Split("\n# ");
        Assert.All(["The change there", "And again", "Now the fabric"], begin => Assert.Equal(4, Part(begin).Split("example.com: Changed").Length - 1));
        // What went wrong was taken back, and nothing was begun behind it in that cluster.
        Assert.Contains("esx-0101.example.com: RolledBack", Part("Once more"), StringComparison.Ordinal);
        Assert.Equal(3, Part("Once more").Split("example.com: Skipped").Length - 1);

        string Part(string begin) => parts.Single(part => part.StartsWith(begin, StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_of_adapters_shows_what_a_verdict_rests_on()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "examples", "adapters-by-problem.ps1"));
        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("(NoGateway)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("(LeavesByManagement)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("vmk0", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("stack vmotion via no gateway", outcome.Output, StringComparison.Ordinal);
    }
}
