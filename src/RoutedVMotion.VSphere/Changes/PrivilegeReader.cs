using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Which privileges the user has. A server that cannot say so (an ESXi host itself, a simulator) is given the benefit of the doubt.</summary>
internal sealed class PrivilegeReader
{
    /// <summary>What a change of a host's network takes, and esxcli.</summary>
    public const string Network = "Host.Config.Network";

    /// <summary>What connecting an adapter to a distributed port group takes, too.</summary>
    public const string Assign = "Network.Assign";

    /// <summary>What changing DRS takes.</summary>
    public const string EditCluster = "Host.Inventory.EditCluster";

    private readonly VSphereSession _session;

    public PrivilegeReader(VSphereSession session) => _session = session;

    /// <summary>The ids of those objects on which the user is known to lack the privilege.</summary>
    /// <param name="type">The objects' type.</param>
    /// <param name="ids">Their managed object ids.</param>
    /// <param name="privilege">The privilege.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ISet<string>> FindDeniedAsync(string type, IEnumerable<string> ids, string privilege, CancellationToken cancel)
    {
        ManagedObjectReference[] objects = ids.Distinct().Select(id => new ManagedObjectReference(type, id)).ToArray();
        if (objects.Length == 0 || _session.Content.AuthorizationManager is not ManagedObjectReference manager) return new HashSet<string>();
        try
        {
            UserSession? session = await _session.FindCurrentAsync(cancel).ConfigureAwait(false);
            if (session?.Key is null) return new HashSet<string>();
            EntityPrivilege[] answers = await _session.CallAsync(
                new HasPrivilegeOnEntities { This = manager, Entity = objects, SessionId = session.Key, PrivId = [privilege] }, cancel).ConfigureAwait(false) ?? [];
            return new HashSet<string>(answers
                .Where(answer => answer.PrivAvailability?.Any(one => one.PrivId == privilege && one.IsGranted == false) == true)
                .Select(answer => answer.Entity?.Value)
                .OfType<string>());
        }
        catch (VSphereFaultException) when (_session.IsConnected)
        {
            return new HashSet<string>();
        }
    }
}
