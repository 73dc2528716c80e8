using System;
using System.Collections.Generic;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>Property values as they were rendered, each good for one revision of its object.</summary>
internal sealed class PropertyCache
{
    private readonly Dictionary<(string Id, string Path, ApiVersion Version), (int Revision, byte[]? Value)> _values = new();

    public byte[]? GetOrAdd(ManagedReference reference, string path, ApiVersion version, int revision, Func<byte[]?> render)
    {
        (string, string, ApiVersion) key = (reference.Id, path, version);
        if (_values.TryGetValue(key, out (int Revision, byte[]? Value) known) && known.Revision == revision) return known.Value;
        byte[]? value = render();
        _values[key] = (revision, value);
        return value;
    }
}
