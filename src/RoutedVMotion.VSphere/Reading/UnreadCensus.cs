using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>What was withheld of many objects of one kind, as a sentence for each reason and not for each object.</summary>
internal sealed class UnreadCensus
{
    private readonly Dictionary<string, HashSet<string>> _objects = new(StringComparer.Ordinal);

    /// <summary>Notes what was withheld of an object.</summary>
    public void Add(ObjectProperties properties)
    {
        foreach (MissingProperty missing in properties.Missing)
        {
            string type = Faults.TypeOf(missing.Fault?.Fault);
            // That a server cannot tell what only newer ones have is no loss.
            if (missing.Path == ClusterMapper.ConfigManagerEnabled && type is not (Faults.NoPermission or Faults.NotAuthenticated)) continue;
            string reason = Faults.Describe(missing);
            if (!_objects.TryGetValue(reason, out HashSet<string>? objects)) _objects[reason] = objects = new HashSet<string>(StringComparer.Ordinal);
            objects.Add(properties.Obj.Value);
        }
    }

    /// <summary>The sentences.</summary>
    /// <param name="server">Whose objects they are.</param>
    /// <param name="what">"clusters", "networks", ...</param>
    public IEnumerable<string> Describe(string server, string what) => _objects.Select(pair => string.Format(
        CultureInfo.InvariantCulture, "Some of the {0} of {1}, {2} in number, could not be read in full: {3}.", what, server, pair.Value.Count, pair.Key));
}
