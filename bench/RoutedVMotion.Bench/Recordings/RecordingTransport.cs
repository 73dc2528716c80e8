using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Recordings;

/// <summary>Keeps all that goes through it, in the order in which it was asked.</summary>
internal sealed class RecordingTransport : ISoapTransport
{
    private readonly ISoapTransport _inner;
    private readonly SortedDictionary<int, Exchange> _exchanges = [];
    private int _asked;

    public RecordingTransport(ISoapTransport inner) => _inner = inner;

    /// <summary>What has been asked since the last time that this was called.</summary>
    public IReadOnlyList<Exchange> Take()
    {
        lock (_exchanges)
        {
            Exchange[] taken = [.. _exchanges.Values];
            _exchanges.Clear();
            return taken;
        }
    }

    public async Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
    {
        int place = Interlocked.Increment(ref _asked);
        byte[] body = request.Method == "Login" ? [] : [.. request.Body ?? []];
        using SoapReply reply = await _inner.SendAsync(request, cancel).ConfigureAwait(false);
        using var memory = new MemoryStream();
        await using (Stream plain = reply.IsGzip ? new GZipStream(reply.Body, CompressionMode.Decompress) : reply.Body)
        {
            await plain.CopyToAsync(memory, cancel).ConfigureAwait(false);
        }

        byte[] content = memory.ToArray();
        lock (_exchanges) _exchanges.Add(place, new Exchange(request.Method, body, reply.ContentType, content));
        return new SoapReply
        {
            StatusCode = reply.StatusCode,
            ContentType = reply.ContentType,
            Location = reply.Location,
            Cookie = reply.Cookie,
            Body = new MemoryStream(content),
        };
    }

    public void Dispose() => _inner.Dispose();
}
