using System;
using System.Diagnostics;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.Bench.Read;

/// <summary>The real reader over a recording.</summary>
internal sealed class ReplayedRead : IDisposable
{
    private readonly VSphereSession _session;

    private ReplayedRead(VSphereSession session) => _session = session;

    public int Hosts { get; private set; }

    public TimeSpan FirstRow { get; private set; }

    public TimeSpan Total { get; private set; }

    /// <summary>Logs in, which is not measured.</summary>
    public static async Task<ReplayedRead> PrepareAsync(Recording recording)
    {
        using var password = new SecureString();
        password.AppendChar('x');
        return new ReplayedRead(await VSphereSession.LoginAsync(
            new ConnectionSettings { Server = "replay" }, new ReplayTransport(recording), "nobody", password, CancellationToken.None).ConfigureAwait(false));
    }

    public async Task RunAsync(Action<EsxHost> onHost)
    {
        var watch = Stopwatch.StartNew();
        await new InventoryReader(_session).ReadAsync(
            new InventoryQuery(),
            host =>
            {
                if (Hosts++ == 0) FirstRow = watch.Elapsed;
                onHost(host);
            },
            progress: null,
            CancellationToken.None).ConfigureAwait(false);
        Total = watch.Elapsed;
    }

    public void Dispose() => _session.Dispose();
}
