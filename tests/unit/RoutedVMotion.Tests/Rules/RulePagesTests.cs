using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using RoutedVMotion.Tests.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Rules;

/// <summary>The rules' documentation says what the rules say. ROUTEDVMOTION_WRITE_DOCS=1 writes it anew.</summary>
public sealed class RulePagesTests
{
    [Fact]
    public void The_pages_are_those_of_the_catalogue()
    {
        string folder = Path.Combine(PlanText.RepositoryRoot, "docs", "rules");
        IReadOnlyDictionary<string, string> pages = RulePages.All();
        if (Environment.GetEnvironmentVariable("ROUTEDVMOTION_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (string old in Directory.GetFiles(folder, "*.md")) File.Delete(old);
            foreach ((string name, string text) in pages) File.WriteAllText(Path.Combine(folder, name), text);
        }

        Assert.Equal(pages.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(folder, "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach ((string name, string text) in pages)
        {
            string there = File.ReadAllText(Path.Combine(folder, name)).Replace("\r\n", "\n", StringComparison.Ordinal);
            Assert.True(there == text, $"docs/rules/{name} is not what the rule says: run the tests with ROUTEDVMOTION_WRITE_DOCS=1 and look at the difference.");
        }
    }
}
