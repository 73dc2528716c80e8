using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere;

namespace RoutedVMotion.Tests.Wire;

/// <summary>
/// A server on loopback that sends whatever bytes a test likes, with or without TLS: the things that a web server would not do.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<string, Stream, CancellationToken, Task> _answer;

    /// <summary>Answers each request (its head, and the body if it has one) by writing to the stream; then the connection is closed.</summary>
    public RawServer(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The requests so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Is complete once a client has closed a connection while it was being answered.</summary>
    public TaskCompletionSource Abandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConnectionSettings Settings => new()
    {
        Server = "127.0.0.1",
        Port = Port,
        PlainHttp = _certificate is null,
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>The same bytes for every request.</summary>
    public static RawServer Always(string head, string body) => new(
        (_, stream, cancel) => stream.WriteAsync(Encoding.UTF8.GetBytes($"{head}\r\nConnection: close\r\n\r\n{body}"), cancel).AsTask());

    /// <summary>
    /// A server that gets as far as saying which versions it speaks, and answers the next call with a body of its own.
    /// </summary>
    public static RawServer AfterVersions(Func<Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null) => new(
        (request, stream, cancel) => request.StartsWith("GET", StringComparison.Ordinal)
            ? stream.WriteAsync(Encoding.UTF8.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), cancel).AsTask()
            : answer(stream, cancel),
        certificate);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (;;) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        CancellationToken cancel = _stop.Token;
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, cancel);
                    stream = tls;
                }

                await using (stream)
                {
                    string request = await ReadRequestAsync(stream, cancel);
                    if (request.Length == 0) return;
                    Requests.Enqueue(request);
                    await _answer(request, stream, cancel);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went away. That is what many a test is about.
            Abandoned.TrySetResult();
        }
    }

    private static async Task<string> ReadRequestAsync(Stream stream, CancellationToken cancel)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[16384];
        for (;;)
        {
            int read = await stream.ReadAsync(buffer, cancel);
            if (read == 0) return text.ToString();
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            string sofar = text.ToString();
            // The first byte of TLS, where http is spoken.
            if (sofar[0] == '\x16') return sofar;
            int end = sofar.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;
            int at = sofar.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            int length = at < 0 ? 0 : int.Parse(sofar.AsSpan(at + 16, sofar.IndexOf('\r', at) - at - 16), provider: null);
            if (sofar.Length - end - 4 >= length) return sofar;
        }
    }
}
