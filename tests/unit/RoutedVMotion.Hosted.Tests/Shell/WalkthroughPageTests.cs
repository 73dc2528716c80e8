using System;
using System.IO;
using System.Text.RegularExpressions;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

/// <summary>docs/walkthrough.md shows an evening's work. ROUTEDVMOTION_WRITE_DOCS=1 writes it anew.</summary>
public sealed class WalkthroughPageTests
{
    [Fact]
    public void The_page_shows_what_the_example_really_writes()
    {
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", Path.Combine(Tool.Root, "examples", "walkthrough.ps1"));
        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        string shown = Regex.Replace(outcome.Output, "[ \t]+(?=\n)", string.Empty).Trim('\n');
        // What is another one each time, and as long each time.
        shown = Regex.Replace(shown, @"\d{8}T\d{9}Z-[0-9a-f]{4}", "20261129T203012345Z-4f1c");
        shown = Regex.Replace(shown, @"127\.0\.0\.1:\d{5}", "127.0.0.1:38469");

        string page = Path.Combine(Tool.Root, "docs", "walkthrough.md");
        string there = File.ReadAllText(page).ReplaceLineEndings("\n");
        string now = Regex.Replace(there, "(?<=```text\n).*?(?=```)", _ => shown + "\n", RegexOptions.Singleline);
        if (Environment.GetEnvironmentVariable("ROUTEDVMOTION_WRITE_DOCS") == "1") File.WriteAllText(page, now);
        else Assert.True(there == now, "docs/walkthrough.md is not what the example writes: run the tests with ROUTEDVMOTION_WRITE_DOCS=1 and look at the difference.");
    }
}
