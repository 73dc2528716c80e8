using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>
/// The property collector: selects objects by following property paths from where the client says, and reads properties of
/// them. Filters for updates are not there.
/// </summary>
internal sealed class PropertyCollectorObject : ManagedObject
{
    private readonly ObjectRegistry _registry;
    private readonly PropertyCache _cache = new();

    public PropertyCollectorObject(ObjectRegistry registry)
        : base("PropertyCollector", "propertyCollector") =>
        _registry = registry;

    public override object? GetProperty(string name, Session? session) => null;

    public override object? Invoke(MethodCall call) => call.Method.Name switch
    {
        "RetrieveProperties" => Reply(call, Select(call), isResult: false, token: null),
        "RetrievePropertiesEx" => RetrieveEx(call),
        "ContinueRetrievePropertiesEx" => Continue(call),
        "CancelRetrievePropertiesEx" => Cancel(call),
        _ => base.Invoke(call),
    };

    private RetrievalReply RetrieveEx(MethodCall call)
    {
        object? maximum = call.Argument<DataObject>(1)["maxObjects"];
        if (maximum is int size && size <= 0) throw VimFault.InvalidArgument("options.maxObjects");
        return ReplyPage(call, Select(call), (int?)maximum ?? int.MaxValue);
    }

    private RetrievalReply Continue(MethodCall call)
    {
        RetrievalPage page = TakePage(call);
        return ReplyPage(call, page.Rest, page.PageSize);
    }

    private static object? Cancel(MethodCall call)
    {
        TakePage(call);
        return null;
    }

    private static RetrievalPage TakePage(MethodCall call)
    {
        Session session = call.Session ?? throw VimFault.NotAuthenticated();
        string token = call.Argument<string>(0);
        if (!session.Pages.TryGetValue(token, out RetrievalPage? page)) throw VimFault.InvalidArgument("token");
        session.Pages.Remove(token);
        return page;
    }

    private RetrievalReply ReplyPage(MethodCall call, IReadOnlyList<RetrievalItem> items, int pageSize)
    {
        if (items.Count <= pageSize || call.Session is null) return Reply(call, items, isResult: true, token: null);
        string token = Guid.NewGuid().ToString("D");
        call.Session.Pages.Add(token, new RetrievalPage(items.Skip(pageSize).ToArray(), pageSize));
        return Reply(call, items.Take(pageSize).ToArray(), isResult: true, token);
    }

    private RetrievalReply Reply(MethodCall call, IReadOnlyList<RetrievalItem> items, bool isResult, string? token) =>
        new(_cache, items, call.Session, call.Version, isResult, token);

    private List<RetrievalItem> Select(MethodCall call)
    {
        var items = new List<RetrievalItem>();
        foreach (DataObject filter in call.Argument<IReadOnlyList<object>>(0).Cast<DataObject>())
        {
            DataObject[] wanted = filter.GetList("propSet").Cast<DataObject>().ToArray();
            foreach (DataObject spec in wanted)
            {
                if (VimSchema.Vim25.Find(spec.GetString("type")!) is not { Kind: TypeKind.Managed })
                    throw VimFault.InvalidArgument("specSet.propSet.type");
            }

            var traversal = new Traversal(_registry, call.Session, call.Version);
            foreach (ManagedObject selected in traversal.Run(filter))
            {
                if (PathsOf(selected, wanted, call.Version) is string[] paths) items.Add(new RetrievalItem(selected, paths));
            }
        }

        return items;
    }

    // Null for an object of a type that nobody asked for.
    private static string[]? PathsOf(ManagedObject selected, DataObject[] wanted, ApiVersion version)
    {
        DataObject[] applicable = wanted.Where(spec => selected.Type.Is(spec.GetString("type")!)).ToArray();
        if (applicable.Length == 0) return null;
        if (applicable.Any(spec => spec.GetBoolean("all")))
            return selected.Type.Fields.Where(field => field.IsKnownTo(version)).Select(field => field.Name).ToArray();
        return applicable.Length == 1
            ? applicable[0].GetList("pathSet").Cast<string>().Distinct(StringComparer.Ordinal).ToArray()
            : applicable.SelectMany(spec => spec.GetList("pathSet").Cast<string>()).Distinct(StringComparer.Ordinal).ToArray();
    }
}
