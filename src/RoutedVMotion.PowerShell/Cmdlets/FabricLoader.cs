using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>Reads the whole of several servers, side by side, and joins it: duplicates, peers and pools are a matter of the fabric.</summary>
internal static class FabricLoader
{
    /// <summary>Reads. Errors of servers, and warnings of what could not be read on them, are written.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="servers">The servers.</param>
    /// <param name="query">What to read.</param>
    /// <param name="names">Where the names go that completion offers.</param>
    /// <param name="debug">Calls are traced.</param>
    /// <param name="cancel">Ends it.</param>
    internal static async Task<LoadedFabric> ReadAsync(
        AsyncCmdlet cmdlet, IReadOnlyList<ServerTarget> servers, FabricQuery query, KnownNames names, bool debug, CancellationToken cancel)
    {
        // One vCenter under two names would be a fabric in which everything is there twice. By its id, whether it was read.
        var known = new ConcurrentDictionary<string, Task<bool>>(StringComparer.OrdinalIgnoreCase);
        var ids = new ConcurrentDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var sources = new (IFabricSource Source, Fabric Fabric)?[servers.Count];
        Fabric?[] parts = await Task.WhenAll(servers.Select(ReadOneAsync)).ConfigureAwait(false);

        Fabric[] read = parts.OfType<Fabric>().ToArray();
        foreach (string sentence in read.SelectMany(part => part.Unread)) cmdlet.Post(() => cmdlet.WriteWarning(sentence));
        return new LoadedFabric(
            new Fabric
            {
                Hosts = read.SelectMany(part => part.Hosts).ToArray(),
                Clusters = read.SelectMany(part => part.Clusters).ToArray(),
                VirtualMachines = read.SelectMany(part => part.VirtualMachines).ToArray(),
                Networks = read.SelectMany(part => part.Networks).ToArray(),
                Unread = read.SelectMany(part => part.Unread).ToArray(),
            },
            servers.Where((_, index) => parts[index] is not null).ToArray(),
            servers.Where((server, index) => parts[index] is null && !IsReadByAnotherName(server)).Select(server => server.Name).ToArray())
        {
            Parts = sources.OfType<(IFabricSource, Fabric)>().ToArray(),
        };

        bool IsReadByAnotherName(ServerTarget server) =>
            ids.TryGetValue(server.Name, out string? id) && servers.Where((_, index) => parts[index] is not null)
                .Any(other => ids.TryGetValue(other.Name, out string? otherId) && string.Equals(otherId, id, StringComparison.OrdinalIgnoreCase));

        async Task<Fabric?> ReadOneAsync(ServerTarget server, int number)
        {
            var progress = new ProgressBar(cmdlet, $"Reading the fabric of {server.Name}", number);
            var isRead = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            Fabric? fabric = null;
            try
            {
                if (server.BorrowedFrom is not null) cmdlet.Post(() => cmdlet.WriteVerbose($"{server.Name}: using the session of PowerCLI."));
                await ServerCall.AskAsync(cmdlet, server, debug, ReadSourceAsync, cancel).ConfigureAwait(false);
                return fabric;
            }
            finally
            {
                isRead.TrySetResult(fabric is not null);
                progress.Complete();
            }

            async Task ReadSourceAsync(IFabricSource source)
            {
                if (source.Identity.InstanceUuid is { Length: > 0 } id && await IsReadElsewhereAsync(id).ConfigureAwait(false))
                {
                    // As it is and as it was, or as it was at two times: whichever were left out, somebody would be misled.
                    if (servers.Any(other => other.Snapshot is not null && ids.TryGetValue(other.Name, out string? otherId) && string.Equals(otherId, id, StringComparison.OrdinalIgnoreCase)))
                        cmdlet.Post(() => cmdlet.ThrowTerminatingError(ErrorRecords.ServerTwice(server.Name)));
                    fabric = new Fabric { Hosts = Array.Empty<EsxHost>() };
                    cmdlet.Post(() => cmdlet.WriteVerbose($"{server.Name}: is the same vCenter as another connection leads to, and is read once."));
                    return;
                }

                fabric = await source.ReadFabricAsync(query, progress, cancel).ConfigureAwait(false);
                sources[number] = (source, fabric);
                foreach (EsxHost host in fabric.Hosts) names.Remember(host);
                foreach (VirtualMachine machine in fabric.VirtualMachines) names.Remember(machine);
                int hosts = fabric.Hosts.Count;
                int machines = fabric.VirtualMachines.Count;
                cmdlet.Post(() => cmdlet.WriteVerbose($"{server.Name}: {hosts} hosts and {machines} virtual machines read."));
            }

            // Where the other name fails, it is this one's turn.
            async Task<bool> IsReadElsewhereAsync(string id)
            {
                ids[server.Name] = id;
                Task<bool> first;
                while ((first = known.GetOrAdd(id, isRead.Task)) != isRead.Task)
                {
                    if (await first.ConfigureAwait(false)) return true;
                    if (known.TryUpdate(id, isRead.Task, first)) return false;
                }

                return false;
            }
        }
    }
}
