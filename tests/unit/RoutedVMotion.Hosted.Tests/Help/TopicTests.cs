using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Help;

public sealed class TopicTests(ModuleUnderTest module)
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(ModuleUnderTest.Folder, "en-US", "about_RoutedVMotion.help.txt"));

    // A word is explained where it begins a line of a list, with its text two or more blanks to the right.
    private static readonly string[] Explained = Lines
        .Select(line => Regex.Match(line, "^    ([A-Z][A-Za-z]+)  +\\S"))
        .Where(match => match.Success)
        .Select(match => match.Groups[1].Value)
        .ToArray();

    [Theory]
    [InlineData("RouteProblem")]
    [InlineData("RoutingKind")]
    public void The_topic_explains_every_word_of_a_verdict(string enumeration) => Assert.Empty(Words(enumeration).Except(Explained));

    [Fact]
    public void The_topic_explains_no_word_that_is_gone() => Assert.Empty(Explained.Except(Words("RouteProblem")).Except(Words("RoutingKind")));

    [Fact]
    public void The_topic_fits_a_narrow_window() => Assert.All(Lines, line => Assert.InRange(line.Length, 0, 78));

    [Fact]
    public void Get_Help_finds_the_topic_and_its_short_description()
    {
        using var runspace = new ModuleRunspace();
        Assert.Contains(
            "DefaultStackOverride",
            runspace.Run("Get-Help about_RoutedVMotion").Single.ToString(),
            StringComparison.Ordinal);
    }

    private string[] Words(string enumeration) => Enum.GetNames(
        module.OutputTypes.Single(type => type.Name == "VMotionRouting").Assembly.GetType("RoutedVMotion.Core.Routing." + enumeration, throwOnError: true)!);
}
