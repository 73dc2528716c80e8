using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>Work with one server. What goes wrong with the server is one error, and none of the other servers' business.</summary>
internal static class ServerCall
{
    /// <summary>Asks a server, or a snapshot of one; false where it failed, of which the error has been written then.</summary>
    internal static async Task<bool> AskAsync(
        AsyncCmdlet cmdlet, ServerTarget server, bool debug, Func<IFabricSource, Task> work, CancellationToken cancel)
    {
        if (server.Snapshot is not SnapshotServer snapshot)
            return await RunAsync(cmdlet, server, debug, session => work(new SessionSource(session, DateTime.UtcNow)), cancel).ConfigureAwait(false);
        await work(new SnapshotSource(snapshot)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Opens the session and works with it; false where the server failed, of which the error has been written then.</summary>
    internal static async Task<bool> RunAsync(
        AsyncCmdlet cmdlet, ServerTarget server, bool debug, Func<VSphereSession, Task> work, CancellationToken cancel)
    {
        VSphereSession? session = null;
        if (server.Snapshot is not null)
        {
            Complain(ErrorRecords.SnapshotNotWritable(server.Name));
            return false;
        }

        try
        {
            session = await server.OpenAsync(cancel).ConfigureAwait(false);
            if (debug) session.Trace = line => cmdlet.PostIfRead(() => cmdlet.WriteDebug($"{server.Name}: {line}"));
            await work(session).ConfigureAwait(false);
            return true;
        }
        catch (VSphereException failure)
        {
            Complain(ErrorRecords.Of(failure, server.Name, server.BorrowedFrom));
            return false;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested
            && session is { IsConnected: false } && failure is ObjectDisposedException or OperationCanceledException)
        {
            // Another runspace has disconnected it meanwhile.
            Complain(ErrorRecords.SessionEnded(server.Name));
            return false;
        }
        catch (ArgumentException failure) when (session is null)
        {
            Complain(ErrorRecords.InvalidSession(server.Name, failure));
            return false;
        }
        finally
        {
            if (debug && session is not null) session.Trace = null;
        }

        void Complain(ErrorRecord error) => cmdlet.Post(() => cmdlet.WriteError(error));
    }
}
