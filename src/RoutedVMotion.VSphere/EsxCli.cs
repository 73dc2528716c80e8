using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace RoutedVMotion.VSphere;

/// <summary>esxcli on a host, by way of its vCenter.</summary>
public sealed class EsxCli
{
    /// <summary>Commands through this session.</summary>
    public EsxCli(VSphereSession session) => Session = session;

    internal VSphereSession Session { get; }

    /// <summary>"network ip neighbor list": the neighbour table, of one stack and adapter or of all.</summary>
    /// <exception cref="EsxCliException">The command failed on the host.</exception>
    public Task<IReadOnlyList<NetworkNeighbor>> ListNeighborsAsync(string hostId, string? netstack, string? device, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>"network diag ping".</summary>
    /// <exception cref="EsxCliException">The command failed on the host for another reason than that it could not send.</exception>
    public Task<PingResult> PingAsync(string hostId, PingRequest request, CancellationToken cancel) => throw new NotImplementedException();
}
