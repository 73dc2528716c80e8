using CsCheck;

using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

/// <summary>Patterns; the expectations are what PowerShell 7's WildcardPattern answers.</summary>
public sealed class WildcardTests
{
    [Theory]
    [InlineData("esx-01*.example.com", "ESX-0101.example.com", true)]
    [InlineData("esx-01*.example.com", "esx-0201.example.com", false)]
    [InlineData("esx-0?", "esx-01", true)]
    [InlineData("esx-0?", "esx-0", false)]
    [InlineData("[A-C]", "b", true)]
    [InlineData("[a-c]", "D", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("*a*b*c", "xxaxxbxxbxxc", true)]
    [InlineData("*a*b*c", "xxaxxbxxbxxcx", false)]
    [InlineData("a`*b", "a*b", true)]
    [InlineData("a`*b", "aXb", false)]
    [InlineData("a`", "a`", true)]
    [InlineData("a``b", "a`b", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[-a]", "-", true)]
    [InlineData("[a`-c]", "b", false)]
    [InlineData("[a`-c]", "-", true)]
    [InlineData("[a-c-e]", "-", true)]
    [InlineData("[a-c-e]", "d", false)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[a`]]", "]", true)]
    [InlineData("]", "]", true)]
    [InlineData("[*]", "a", false)]
    public void A_pattern_matches_as_in_PowerShell(string pattern, string name, bool matches)
    {
        Assert.True(Wildcard.TryParse(pattern, out Wildcard wildcard));
        Assert.Equal(matches, wildcard.IsMatch(name));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("esx[01")]
    [InlineData("[]")]
    [InlineData("[c-a]")]
    public void A_broken_bracket_is_no_pattern_and_as_a_text_matches_itself(string pattern)
    {
        Assert.False(Wildcard.TryParse(pattern, out _));
        Assert.True(Wildcard.Of(pattern).IsMatch(pattern));
        Assert.False(Wildcard.Of(pattern).IsMatch("b"));
    }

    [Fact]
    public void An_escaped_name_matches_itself_and_is_literal() => Gen.Char["ab*?[]`-"].Array[0, 12].Sample(chars =>
    {
        string name = new(chars);
        Wildcard wildcard = Wildcard.Of(Wildcard.Escape(name));
        Assert.Equal(name, wildcard.Literal);
        Assert.True(wildcard.IsMatch(name));
    });

    [Fact]
    public void Many_stars_do_not_take_forever() =>
        Assert.False(Wildcard.Of(string.Concat(System.Linq.Enumerable.Repeat("*a", 50)) + "b").IsMatch(new string('a', 5000)));
}
