using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Makes views.</summary>
internal sealed class ViewManagerObject : ManagedObject
{
    private readonly ObjectRegistry _registry;

    public ViewManagerObject(ObjectRegistry registry)
        : base("ViewManager", "ViewManager") =>
        _registry = registry;

    public override object? GetProperty(string name, Session? session) =>
        name == "viewList" ? session?.Views.Values.Select(view => view.Reference).ToArray() : null;

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "CreateContainerView") return base.Invoke(call);
        Session session = call.Session!;
        ManagedObject container = _registry.Get(call.Argument<ManagedReference>(0), session);
        if (container is not ManagedEntityObject { IsContainer: true }) throw VimFault.InvalidArgument("container");
        string[] types = call.Argument<IReadOnlyList<object>>(1).Cast<string>().ToArray();
        if (types.Any(type => VimSchema.Vim25.Find(type) is not { Kind: TypeKind.Managed })) throw VimFault.InvalidArgument("type");

        var view = new ContainerViewObject(
            "session[" + session.Key + "]" + Guid.NewGuid().ToString("D"), container, types, call.Argument<bool>(2));
        session.Views.Add(view.Reference.Id, view);
        return view.Reference;
    }
}
