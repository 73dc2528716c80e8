using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>
/// Stands between the module and a simulator: sees what goes over the wire, and can hold a call back. Without a simulator
/// behind it, it takes every connection and never answers.
/// </summary>
public sealed class WireTap : IDisposable
{
    private static readonly byte[] Denial = Reply(
        """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>"""
        + "<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>Permission to perform this operation was denied.</faultstring>"
        + """<detail><NoPermissionFault xmlns="urn:vim25" xsi:type="NoPermission"><object type="HostSystem">host-1</object>"""
        + "<privilegeId>Host.Config.Network</privilegeId></NoPermissionFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _sent = new();
    private readonly ConcurrentQueue<string> _received = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly int? _simulatorPort;
    private TaskCompletionSource? _gate;
    private string? _held;
    private string? _denied;
    private string? _deadly;

    public WireTap(int? simulatorPort = null)
    {
        _simulatorPort = simulatorPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>What a user types to connect through it.</summary>
    public string Url => $"http://127.0.0.1:{Port}/sdk";

    /// <summary>The name that the module gives the connection.</summary>
    public string Name => $"127.0.0.1:{Port}";

    /// <summary>The module is talking to it.</summary>
    public SemaphoreSlim Accepted { get; } = new(0);

    /// <summary>How many requests of this method went through.</summary>
    public int Count(string method) => _sent.Count(text => text.Contains($"<{method} ", StringComparison.Ordinal) || text.Contains($":{method} ", StringComparison.Ordinal));

    /// <summary>The session cookies that the simulator gave out.</summary>
    public IReadOnlyList<string> SessionSecrets => _received
        .SelectMany(text => text.Split('\n'))
        .Where(line => line.StartsWith("Set-Cookie:", StringComparison.OrdinalIgnoreCase))
        .Select(line => line.Split('=', 2)[1].Split(';')[0].Trim().Trim('"'))
        .Distinct()
        .ToArray();

    /// <summary>Requests that contain this text wait until <see cref="Release"/>.</summary>
    public void Hold(string text)
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = text;
    }

    /// <summary>Requests that contain this text do not reach the simulator: the user lacks the privilege.</summary>
    public void Deny(string text) => _denied = text;

    /// <summary>The server dies as soon as a request contains this text.</summary>
    public void DieOn(string text) => _deadly = text;

    public void Release() => _gate?.TrySetResult();

    public void Dispose()
    {
        if (_end.IsCancellationRequested) return;
        // Not disposed, since connections that are just ending still look at it: it holds no handle.
        _end.Cancel();
        _listener.Dispose();
        while (_clients.TryTake(out TcpClient? client)) client.Dispose();
        Release();
    }

    private static byte[] Reply(string fault) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {fault.Length}\r\nConnection: close\r\n\r\n{fault}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _clients.Add(client);
                Accepted.Release();
                _ = _simulatorPort is int port ? ForwardAsync(client, port) : Task.CompletedTask;
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(TcpClient client, int port)
    {
        try
        {
            using (client)
            using (var server = new TcpClient())
            {
                await server.ConnectAsync(IPAddress.Loopback, port, _end.Token);
                await Task.WhenAny(
                    PumpAsync(client.GetStream(), server.GetStream(), _sent, true),
                    PumpAsync(server.GetStream(), client.GetStream(), _received, false));
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has hung up.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, ConcurrentQueue<string> seen, bool isRequest)
    {
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _end.Token)) > 0)
        {
            string text = Encoding.Latin1.GetString(buffer, 0, read);
            seen.Enqueue(text);
            if (isRequest && _deadly is string deadly && text.Contains(deadly, StringComparison.Ordinal))
            {
                Dispose();
                return;
            }

            if (isRequest && _denied is string denied && text.Contains(denied, StringComparison.Ordinal))
            {
                await from.WriteAsync(Denial, _end.Token);
                // Until the module has read it and hangs up.
                while (await from.ReadAsync(buffer, _end.Token) > 0);
                return;
            }

            if (isRequest && _held is string held && text.Contains(held, StringComparison.Ordinal)) await _gate!.Task;
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
