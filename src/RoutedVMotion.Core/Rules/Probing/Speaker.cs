using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>A host that speaks for its rack in one address family.</summary>
/// <param name="Host">The host.</param>
/// <param name="Adapters">Those of its vMotion adapters that can; at least one.</param>
internal sealed record Speaker(HostContext Host, AdapterContext[] Adapters)
{
    /// <summary>
    /// Which adapters ping each other: each with each, or in turn, so that none is left out and nothing is asked twice.
    /// </summary>
    public IEnumerable<(AdapterContext From, AdapterContext To)> With(Speaker other, bool eachWithEach)
    {
        if (eachWithEach)
        {
            foreach (AdapterContext from in Adapters)
                foreach (AdapterContext to in other.Adapters) yield return (from, to);
            yield break;
        }

        for (int i = 0; i < Math.Max(Adapters.Length, other.Adapters.Length); i++)
            yield return (Adapters[i % Adapters.Length], other.Adapters[i % other.Adapters.Length]);
    }
}
