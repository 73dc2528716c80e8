using System;
using System.IO;
using System.Text.RegularExpressions;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

/// <summary>docs/validation.md shows what a validation looks like. ROUTEDVMOTION_WRITE_DOCS=1 writes it anew.</summary>
public sealed class ValidationPageTests
{
    [Fact]
    public void The_page_shows_what_the_example_really_writes()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "examples", "validate-a-fabric.ps1"));
        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        string shown = Regex.Replace(outcome.Output, "[ \t]+(?=\n)", string.Empty).Trim('\n');

        string page = Path.Combine(Tool.Root, "docs", "validation.md");
        string there = File.ReadAllText(page).ReplaceLineEndings("\n");
        string now = Regex.Replace(there, "(?<=```text\n).*?(?=\n```)", _ => shown, RegexOptions.Singleline);
        if (Environment.GetEnvironmentVariable("ROUTEDVMOTION_WRITE_DOCS") == "1") File.WriteAllText(page, now);
        else Assert.True(there == now, "docs/validation.md is not what the example writes: run the tests with ROUTEDVMOTION_WRITE_DOCS=1 and look at the difference.");
    }
}
