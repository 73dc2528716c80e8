using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Who may do what: the one user may do everything, but for hosts that it cannot read or run esxcli on.</summary>
internal sealed class AuthorizationManagerObject : ManagedObject
{
    private readonly ObjectRegistry _registry;

    public AuthorizationManagerObject(ObjectRegistry registry)
        : base("AuthorizationManager", "AuthorizationManager") =>
        _registry = registry;

    public override object? GetProperty(string name, Session? session) => null;

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "HasPrivilegeOnEntities") return base.Invoke(call);
        if (call.Argument<string>(1) != call.Session!.Key) throw VimFault.InvalidArgument("sessionId");
        string[] privileges = call.Argument<IReadOnlyList<object>>(2).Cast<string>().ToArray();
        if (privileges.Length == 0) throw VimFault.InvalidArgument("privId");
        return call.Argument<IReadOnlyList<object>>(0)
            .Cast<ManagedReference>()
            .Select(entity => _registry.Get(entity, call.Session))
            .Select(entity => new DataObject("EntityPrivilege")
            {
                ["entity"] = entity.Reference,
                ["privAvailability"] = privileges.Select(privilege => new DataObject("PrivilegeAvailability")
                {
                    ["privId"] = privilege,
                    ["isGranted"] = privilege == "System.View" || entity is not HostSystemObject host || IsGranted(host, privilege),
                }).ToArray(),
            })
            .ToArray();
    }

    private static bool IsGranted(HostSystemObject host, string privilege) =>
        !host.Host.IsUnreadable && !(host.Host.IsEsxCliDenied && privilege == HostSystemObject.EsxCliPrivilege);
}
