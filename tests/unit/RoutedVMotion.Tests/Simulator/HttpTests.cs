using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>The listener: HTTP as clients speak it, and what they sometimes send instead.</summary>
public sealed class HttpTests : IDisposable
{
    private const string Call =
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><RetrieveServiceContent xmlns='urn:vim25'>"
        + "<_this type='ServiceInstance'>ServiceInstance</_this></RetrieveServiceContent></s:Body></s:Envelope>";

    private static readonly string Get = "GET /sdk/vimServiceVersions.xml HTTP/1.1\r\nHost: x\r\n\r\n";

    private readonly VCenterSimulator _simulator = VCenterSimulator.Start(new SimulatorOptions { Racks = 1, HostsPerRack = 1 });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _simulator.Dispose();

    [Fact]
    public async Task A_connection_serves_one_request_after_the_other()
    {
        using TcpClient client = Connect();
        for (int i = 0; i < 3; i++)
        {
            await SendAsync(client, Post(Call));
            (string head, string body) = await ReceiveAsync(client);
            Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
            Assert.Contains("Content-Type: text/xml; charset=utf-8", head, StringComparison.Ordinal);
            Assert.Contains("RetrieveServiceContentResponse", body, StringComparison.Ordinal);
        }

        Assert.Equal(1, _simulator.ConnectionCount);
    }

    [Fact]
    public async Task Requests_that_were_sent_together_are_answered_in_order()
    {
        using TcpClient client = Connect();
        await SendAsync(client, Get + Post(Call) + Get.Replace("vimServiceVersions", "nothing", StringComparison.Ordinal));
        Assert.Contains("<namespaces", (await ReceiveAsync(client)).Body, StringComparison.Ordinal);
        Assert.Contains("RetrieveServiceContentResponse", (await ReceiveAsync(client)).Body, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404", (await ReceiveAsync(client)).Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "Connection: close", true)]
    [InlineData("HTTP/1.1", "Connection: keep-alive", false)]
    [InlineData("HTTP/1.0", "Accept: */*", true)]
    [InlineData("HTTP/1.0", "Connection: Keep-Alive", false)]
    public async Task A_connection_is_closed_when_the_client_says_so(string version, string header, bool closed)
    {
        using TcpClient client = Connect();
        await SendAsync(client, $"GET /sdk/vimServiceVersions.xml {version}\r\n{header}\r\n\r\n");
        (string head, _) = await ReceiveAsync(client);
        Assert.Equal(closed, head.Contains("Connection: close", StringComparison.Ordinal));
        if (closed) Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], Cancel));
        else await SendAsync(client, Get);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    [InlineData("", false)]
    public async Task A_reply_is_compressed_only_for_a_client_that_takes_it(string accepted, bool compressed)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, _simulator.Url) { Content = new StringContent(Call, Encoding.UTF8, "text/xml") };
        if (accepted.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using HttpResponseMessage response = await client.SendAsync(request, Cancel);
        Assert.Equal(compressed, response.Content.Headers.ContentEncoding.Contains("gzip"));
        Stream body = await response.Content.ReadAsStreamAsync(Cancel);
        if (compressed) body = new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(body);
        Assert.EndsWith("</soapenv:Envelope>", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_may_come_in_chunks_with_extensions_and_trailers()
    {
        using TcpClient client = Connect();
        var request = new StringBuilder("POST /sdk HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < Call.Length; i += 50)
        {
            string part = Call.Substring(i, Math.Min(50, Call.Length - i));
            request.Append(part.Length.ToString("x", null)).Append(";name=value\r\n").Append(part).Append("\r\n");
        }

        await SendAsync(client, request.Append("0\r\nTrailer: x\r\n\r\n").ToString() + Get);
        Assert.Contains("RetrieveServiceContentResponse", (await ReceiveAsync(client)).Body, StringComparison.Ordinal);
        Assert.Contains("<namespaces", (await ReceiveAsync(client)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_waits_to_be_told_to_continue_is_told()
    {
        using TcpClient client = Connect();
        await SendAsync(client, $"POST /sdk HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {Call.Length}\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await ReadHeadAsync(client));
        await SendAsync(client, Call);
        Assert.Contains("RetrieveServiceContentResponse", (await ReceiveAsync(client)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /sdk HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413)]
    [InlineData("POST /sdk HTTP/1.1\r\nContent-Length: 16777217\r\n\r\n", 413)]
    [InlineData("POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", 413)]
    [InlineData("POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400)]
    [InlineData("POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n", 400)]
    [InlineData("POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400)]
    [InlineData("POST /sdk HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501)]
    [InlineData("POST /sdk HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /sdk HTTP/1.1\r\nno colon here\r\n\r\n", 400)]
    [InlineData("POST /sdk HTTP/2.0\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001\0\u00a5\u0001\0\0", 400)]
    [InlineData("hello\r\n\r\n", 400)]
    public async Task What_is_no_request_or_too_large_is_refused_and_the_connection_closed(string request, int status)
    {
        using TcpClient client = Connect();
        await SendAsync(client, request);
        (string head, _) = await ReceiveAsync(client);
        Assert.StartsWith("HTTP/1.1 " + status, head, StringComparison.Ordinal);
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], Cancel));
        await AssertAliveAsync();
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        using TcpClient client = Connect();
        await SendAsync(client, "GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X-Header: 0123456789012345678901234567890123456789\r\n", 2000)));
        Assert.StartsWith("HTTP/1.1 431", (await ReceiveAsync(client)).Head, StringComparison.Ordinal);
        await AssertAliveAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("POST /sdk HTT")]
    [InlineData("POST /sdk HTTP/1.1\r\nContent-Length: 100\r\n\r\nonly this")]
    [InlineData("POST /sdk HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc")]
    public async Task A_client_that_goes_away_in_the_middle_harms_nobody(string request)
    {
        using (TcpClient client = Connect())
        {
            await SendAsync(client, request);
        }

        await AssertAliveAsync();
        await UntilAsync(() => _simulator.ConnectionCount == 0);
    }

    [Fact]
    public async Task Many_clients_are_served_at_once()
    {
        TcpClient[] idle = Enumerable.Range(0, 100).Select(_ => Connect()).ToArray();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AssertAliveAsync()));
            foreach (TcpClient client in idle)
            {
                await SendAsync(client, Get);
                Assert.StartsWith("HTTP/1.1 200", (await ReceiveAsync(client)).Head, StringComparison.Ordinal);
            }
        }
        finally
        {
            foreach (TcpClient client in idle) client.Dispose();
        }
    }

    [Fact]
    public async Task Stopping_closes_idle_connections_and_frees_the_port()
    {
        using TcpClient idle = Connect();
        using TcpClient halfway = Connect();
        await SendAsync(halfway, "POST /sdk HTTP/1.1\r\nContent-Length: 100\r\n\r\nonly this");
        await UntilAsync(() => _simulator.ConnectionCount == 2);
        _simulator.Dispose();
        Assert.Equal(0, _simulator.ConnectionCount);
        Assert.Equal(0, await ReadOrResetAsync(idle));
        Assert.Equal(0, await ReadOrResetAsync(halfway));
        using VCenterSimulator again = VCenterSimulator.Start(new SimulatorOptions { Racks = 1, HostsPerRack = 1, Port = _simulator.Url.Port });
        Assert.Equal(_simulator.Url, again.Url);
        _simulator.Dispose();
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error() => Assert.Throws<SocketException>(
        () => VCenterSimulator.Start(new SimulatorOptions { Racks = 1, HostsPerRack = 1, Port = _simulator.Url.Port }));

    [Fact]
    public void Nobody_outside_this_machine_is_served()
    {
        IPEndPoint[] listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        IPEndPoint ours = Assert.Single(listeners, listener => listener.Port == _simulator.Url.Port);
        Assert.Equal(IPAddress.Loopback, ours.Address);
    }

    [Fact]
    public void A_password_is_made_up_unless_one_is_given()
    {
        using VCenterSimulator other = VCenterSimulator.Start(new SimulatorOptions { Racks = 1, HostsPerRack = 1 });
        Assert.NotEqual(_simulator.Password, other.Password);
        Assert.True(other.Password.Length > 16);
        using VCenterSimulator given = VCenterSimulator.Start(new SimulatorOptions { Racks = 1, HostsPerRack = 1, Password = "mine" });
        Assert.Equal("mine", given.Password);
    }

    private static string Post(string body) => $"POST /sdk HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private TcpClient Connect()
    {
        var client = new TcpClient();
        client.Connect(IPAddress.Loopback, _simulator.Url.Port);
        return client;
    }

    private async Task AssertAliveAsync()
    {
        using TcpClient client = Connect();
        await SendAsync(client, Get);
        Assert.StartsWith("HTTP/1.1 200", (await ReceiveAsync(client)).Head, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(10, Cancel);
    }

    private static async Task SendAsync(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), Cancel);

    private static async Task<int> ReadOrResetAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], Cancel);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<string> ReadHeadAsync(TcpClient client)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (!Encoding.Latin1.GetString(head.ToArray()).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await client.GetStream().ReadExactlyAsync(one, Cancel);
            head.Add(one[0]);
        }

        return Encoding.Latin1.GetString(head.ToArray());
    }

    private static async Task<(string Head, string Body)> ReceiveAsync(TcpClient client)
    {
        string head = await ReadHeadAsync(client);
        string length = head.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal)).Split(' ')[1];
        byte[] body = new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];
        await client.GetStream().ReadExactlyAsync(body, Cancel);
        return (head, Encoding.UTF8.GetString(body));
    }
}
