using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>Why a path is blocked, or why nothing can be said of it: a rule of the catalogue and the end that it speaks of.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Side">The end.</param>
/// <param name="Text">What is there, where the rule itself has no finding to say so; else null.</param>
public sealed record PathReason(RuleInfo Rule, PathSide Side, string? Text = null)
{
    /// <summary>The same, seen from the other end.</summary>
    internal PathReason Mirrored => this with { Side = Side switch { PathSide.Source => PathSide.Destination, PathSide.Destination => PathSide.Source, _ => Side } };
}
