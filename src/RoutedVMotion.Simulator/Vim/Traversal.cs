using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// Follows a filter's traversal specs: each names a type, a property of it that leads on, and the specs to go on with, which
/// may be names of specs elsewhere in the same filter.
/// </summary>
internal sealed class Traversal
{
    private readonly ObjectRegistry _registry;
    private readonly Session? _session;
    private readonly ApiVersion _version;
    private readonly Dictionary<string, DataObject> _named = new(System.StringComparer.Ordinal);
    private readonly HashSet<(ManagedObject, DataObject)> _followed = new();
    private readonly HashSet<ManagedObject> _seen = new();
    private readonly List<ManagedObject> _selected = new();

    public Traversal(ObjectRegistry registry, Session? session, ApiVersion version)
    {
        _registry = registry;
        _session = session;
        _version = version;
    }

    /// <summary>The objects that a filter selects, each once, in the order of discovery.</summary>
    public IReadOnlyList<ManagedObject> Run(DataObject filter)
    {
        DataObject[] starts = filter.GetList("objectSet").Cast<DataObject>().ToArray();
        foreach (DataObject start in starts) Name(start.GetList("selectSet"));
        foreach (DataObject start in starts)
        {
            var reference = (ManagedReference)start["obj"]!;
            ManagedObject? first = _registry.Find(reference, _session);
            if (first is null)
            {
                // A session's views die with it: whoever asks for one without a session hears that first.
                if (_session is null) throw VimFault.NotAuthenticated();
                if (filter.GetBoolean("reportMissingObjectsInResults")) continue;
                throw VimFault.ManagedObjectNotFound(reference);
            }

            if (!start.GetBoolean("skip")) Add(first);
            // Without a session there is nothing to follow: the properties that lead on cannot be read.
            if (_session is not null) Follow(first, start.GetList("selectSet"));
        }

        return _selected;
    }

    private void Name(IReadOnlyList<object> specs)
    {
        foreach (DataObject spec in specs.Cast<DataObject>())
        {
            if (spec.Type.Name != "TraversalSpec") continue;
            if (spec.GetString("name") is { Length: > 0 } name && !_named.ContainsKey(name)) _named.Add(name, spec);
            Name(spec.GetList("selectSet"));
        }
    }

    private void Follow(ManagedObject from, IReadOnlyList<object> specs)
    {
        foreach (DataObject each in specs.Cast<DataObject>())
        {
            DataObject spec = each;
            if (spec.Type.Name != "TraversalSpec")
            {
                string name = spec.GetString("name") ?? string.Empty;
                spec = _named.TryGetValue(name, out DataObject? named) ? named : throw VimFault.InvalidArgument("specSet.objectSet.selectSet");
            }

            if (!from.Type.Is(spec.GetString("type")!) || !_followed.Add((from, spec))) continue;
            foreach (ManagedReference reference in ReferencesOf(from, spec.GetString("path")!))
            {
                if (_registry.Find(reference, _session) is not ManagedObject next) continue;
                if (!spec.GetBoolean("skip")) Add(next);
                Follow(next, spec.GetList("selectSet"));
            }
        }
    }

    private IEnumerable<ManagedReference> ReferencesOf(ManagedObject from, string path)
    {
        PropertyPath parsed = PropertyPath.Parse(path) ?? throw VimFault.InvalidProperty(path);
        if (from.GetMissingPrivilege(parsed.Property) is not null) return Enumerable.Empty<ManagedReference>();
        PropertyValue property = parsed.Resolve(from, _session, _version);
        if (!property.IsValid) throw VimFault.InvalidProperty(path);
        return property.Value switch
        {
            ManagedReference reference => new[] { reference },
            IReadOnlyList<object> list => list.OfType<ManagedReference>(),
            _ => Enumerable.Empty<ManagedReference>(),
        };
    }

    private void Add(ManagedObject selected)
    {
        if (_seen.Add(selected)) _selected.Add(selected);
    }
}
