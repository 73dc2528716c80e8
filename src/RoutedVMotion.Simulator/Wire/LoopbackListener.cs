using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>
/// Plain HTTP/1.1 on 127.0.0.1, over sockets: HttpListener would want an administrator's rights on Windows. Holds no thread
/// while a connection is idle.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int CompressFrom = 1024;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly TcpListener _listener;
    private readonly Func<WireRequest, WireResponse> _handle;
    private readonly ConcurrentDictionary<TcpClient, Task> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private volatile bool _isStopping;

    public LoopbackListener(int port, Func<WireRequest, WireResponse> handle)
    {
        _handle = handle;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Connections that are open.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Stops listening, closes every connection, and waits for what was running on them.</summary>
    public void Dispose()
    {
        if (_isStopping) return;
        _isStopping = true;
        _stopping.Cancel();
        _listener.Stop();
        _accepting.Wait(Farewell);
        foreach (TcpClient client in _connections.Keys) client.Dispose();
        foreach (Task connection in _connections.Values) connection.Wait(Farewell);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_isStopping)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                client.NoDelay = true;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                if (_isStopping) return;
                // A client that was gone before it was accepted; or too many are open, which a moment's wait may mend.
                await Task.Delay(20).ConfigureAwait(false);
                continue;
            }

            var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[client] = ServeAsync(client, started.Task);
            started.SetResult(true);
        }
    }

    // Never throws: what goes wrong with a connection ends it.
    private async Task ServeAsync(TcpClient client, Task registered)
    {
        await registered.ConfigureAwait(false);
        try
        {
            using NetworkStream stream = client.GetStream();
            var reader = new HttpRequestReader(stream);
            do
            {
                WireRequest? request;
                try
                {
                    request = await reader.ReadAsync().ConfigureAwait(false);
                }
                catch (HttpProblem problem)
                {
                    var text = new ArraySegment<byte>(Encoding.ASCII.GetBytes(problem.Message));
                    await WriteAsync(stream, new WireResponse(problem.Status, "text/plain", text), false, false).ConfigureAwait(false);
                    await LingerAsync(client, stream).ConfigureAwait(false);
                    return;
                }

                if (request is null) return;
                WireResponse response = _handle(request);
                if (response.Delay > TimeSpan.Zero) await Task.Delay(response.Delay, _stopping.Token).ConfigureAwait(false);
                if (response.IsDropped) return;
                await WriteAsync(stream, response, AcceptsGzip(request), reader.KeepAlive).ConfigureAwait(false);
            }
            while (reader.KeepAlive && !_isStopping);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The client has gone away, or we are stopping.
        }
        finally
        {
            _connections.TryRemove(client, out _);
            client.Dispose();
        }
    }

    // Closing with unread bytes resets the connection, and the client would not see the answer that tells it why.
    private static async Task LingerAsync(TcpClient client, NetworkStream stream)
    {
        client.Client.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[16 * 1024];
        for (int read = 0, total = 0; total < HttpLimits.Body; total += read)
        {
            Task<int> reading = stream.ReadAsync(rest, 0, rest.Length);
            if (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false) != reading) return;
            read = await reading.ConfigureAwait(false);
            if (read == 0) return;
        }
    }

    private static bool AcceptsGzip(WireRequest request)
    {
        foreach (string coding in request.GetHeader("Accept-Encoding").Split(','))
        {
            string[] parts = coding.Split(';');
            if (!string.Equals(parts[0].Trim(), "gzip", StringComparison.OrdinalIgnoreCase)) continue;
            return parts.Length == 1 || parts[1].Trim() is not ("q=0" or "q=0.0" or "q=0.00" or "q=0.000");
        }

        return false;
    }

    private static async Task WriteAsync(NetworkStream stream, WireResponse response, bool gzip, bool keepAlive)
    {
        ArraySegment<byte> body = response.Body.Array is null ? new ArraySegment<byte>(Array.Empty<byte>()) : response.Body;
        bool compress = gzip && body.Count >= CompressFrom;
        if (compress) body = Compress(body);

        var head = new StringBuilder();
        head.Append("HTTP/1.1 ").Append(response.Status.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Reason(response.Status)).Append("\r\n");
        head.Append("Date: ").Append(DateTime.UtcNow.ToString("r", CultureInfo.InvariantCulture)).Append("\r\n");
        head.Append("Cache-Control: no-cache\r\n");
        head.Append("Content-Type: ").Append(response.ContentType).Append("\r\n");
        if (compress) head.Append("Content-Encoding: gzip\r\n");
        if (response.SetCookie is not null) head.Append("Set-Cookie: ").Append(response.SetCookie).Append("\r\n");
        head.Append("Connection: ").Append(keepAlive ? "Keep-Alive" : "close").Append("\r\n");
        head.Append("Content-Length: ").Append(body.Count.ToString(CultureInfo.InvariantCulture)).Append("\r\n\r\n");
        byte[] bytes = Encoding.ASCII.GetBytes(head.ToString());
        await stream.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
        await stream.WriteAsync(body.Array!, body.Offset, body.Count).ConfigureAwait(false);
    }

    private static ArraySegment<byte> Compress(ArraySegment<byte> body)
    {
        var compressed = new MemoryStream((body.Count / 8) + 64);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body.Array!, body.Offset, body.Count);
        return new ArraySegment<byte>(compressed.GetBuffer(), 0, (int)compressed.Length);
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        _ => "Unknown",
    };
}
