using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>The rules of the catalogue, in its order.</summary>
public sealed class RuleCompleter : NameCompleter
{
    private protected override IEnumerable<string> GetNames() => RuleCatalog.All.Select(rule => rule.Name);
}
