using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Finds objects of the inventory by name.</summary>
internal sealed class SearchIndexObject : ManagedObject
{
    private readonly ObjectRegistry _registry;

    public SearchIndexObject(ObjectRegistry registry)
        : base("SearchIndex", "SearchIndex") =>
        _registry = registry;

    public override object? GetProperty(string name, Session? session) => null;

    public override object? Invoke(MethodCall call) => call.Method.Name switch
    {
        "FindByInventoryPath" => FindByPath(call.Argument<string>(0)),
        "FindChild" => FindChild(_registry.Get(call.Argument<ManagedReference>(0), call.Session), call.Argument<string>(1))?.Reference,
        "FindByDnsName" => FindByDnsName(call),
        _ => base.Invoke(call),
    };

    private ManagedObject Root => _registry.Get(new ManagedReference("Folder", "group-d1"), null);

    // "dc-01/host/cluster-01": the parts are names as they are read, so a slash within one is %2f.
    private ManagedReference? FindByPath(string path)
    {
        ManagedObject? found = Root;
        foreach (string part in path.Split('/').Where(part => part.Length > 0))
        {
            found = FindChild(found, part);
            if (found is null) return null;
        }

        return found.Reference;
    }

    private static ManagedEntityObject? FindChild(ManagedObject parent, string name) =>
        parent.Children
            .OfType<ManagedEntityObject>()
            .FirstOrDefault(child => string.Equals(ManagedEntityObject.EncodeName(child.Name), name, StringComparison.OrdinalIgnoreCase));

    private ManagedReference? FindByDnsName(MethodCall call)
    {
        // No machine of the fabric has a guest that tells its name.
        if (call.Argument<bool>(2)) return null;
        ManagedObject start = call.Arguments[0] is ManagedReference datacenter ? _registry.Get(datacenter, call.Session) : Root;
        return Hosts(start)
            .FirstOrDefault(host => string.Equals(host.Name, call.Argument<string>(1), StringComparison.OrdinalIgnoreCase))?
            .Reference;
    }

    private static IEnumerable<HostSystemObject> Hosts(ManagedObject from) =>
        from.Children.SelectMany(child => child is HostSystemObject host ? new[] { host } : Hosts(child));
}
