using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Who may do what: the one user may do everything, but for hosts that it cannot read or run esxcli on.</summary>
internal sealed class AuthorizationManagerObject : ManagedObject
{
    /// <summary>What changing the DRS of a cluster takes.</summary>
    public const string EditClusterPrivilege = "Host.Inventory.EditCluster";

    /// <summary>What connecting an adapter to a distributed port group takes.</summary>
    public const string AssignPrivilege = "Network.Assign";

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
                    ["isGranted"] = privilege == "System.View" || IsGranted(entity, privilege),
                }).ToArray(),
            })
            .ToArray();
    }

    private static bool IsGranted(ManagedObject entity, string privilege) => entity switch
    {
        HostSystemObject host => !host.Host.IsUnreadable && !(host.Host.IsEsxCliDenied && privilege == HostSystemObject.EsxCliPrivilege),
        DistributedPortGroupObject portGroup => !(portGroup.PortGroup.IsAssignDenied && privilege == AssignPrivilege),
        VirtualMachineObject machine => !(machine.Machine.IsMigrateDenied && privilege == Migrator.HotMigratePrivilege),
        ComputeResourceObject cluster => !(cluster.IsEditDenied && privilege == EditClusterPrivilege),
        _ => true,
    };
}
