using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>
/// Everything that can go wrong between us and a server, on real sockets: each gives one typed exception that says what, where
/// and what to do, in time, without a secret.
/// </summary>
public sealed class BadInputTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8";
    private const string Envelope = "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_page_is_no_vCenter()
    {
        using var server = RawServer.Always("HTTP/1.1 200 OK\r\nContent-Type: text/html", "<html><body><p>Welcome<br></body></html>");
        await FailsAsync(server, ReplyProblem.NotVCenter, "text/html");
    }

    [Fact]
    public async Task A_web_page_that_says_it_is_xml_is_no_vCenter()
    {
        using var server = RawServer.Always(Ok, "<html><body><p>Welcome</p></body></html>");
        await FailsAsync(server, ReplyProblem.NotVCenter);
    }

    [Fact]
    public async Task A_web_page_in_place_of_the_api_is_no_vCenter()
    {
        using var server = RawServer.AfterVersions((stream, cancel) => WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html", "<html/>", cancel));
        await FailsAsync(server, ReplyProblem.NotVCenter);
    }

    [Fact]
    public async Task Something_that_speaks_SOAP_and_has_no_inventory_is_no_vCenter()
    {
        using var server = RawServer.AfterVersions((stream, cancel) => WriteAsync(
            stream, Ok, Envelope + "<RetrieveServiceContentResponse xmlns='urn:vim25'/></soapenv:Body></soapenv:Envelope>", cancel));
        await FailsAsync(server, ReplyProblem.NotVCenter);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_only_its_host_is_told()
    {
        using var server = RawServer.Always(
            $"HTTP/1.1 302 Found\r\nLocation: https://sso.example.com/login?token={Secrets.SessionSecret}\r\nContent-Length: 0", string.Empty);
        await FailsAsync(server, ReplyProblem.Redirect, "https://sso.example.com");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_vCenter_that_is_starting_says_503()
    {
        using var server = RawServer.Always("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain", "503 Service Unavailable (Failed to connect to endpoint)");
        await FailsAsync(server, ReplyProblem.HttpError, "503", "later");
    }

    [Theory]
    [InlineData("\r\nContent-Length: 100000")]
    [InlineData("\r\nTransfer-Encoding: chunked")]
    [InlineData("")]
    public async Task A_reply_cut_off_in_the_middle_is_a_bad_reply(string framing)
    {
        string body = Envelope + "<RetrieveServiceContentResponse xmlns='urn:vim25'><returnval><rootFolder type='Folder'>group-d1";
        if (framing.EndsWith("chunked", StringComparison.Ordinal)) body = $"{body.Length:x}\r\n{body}\r\n";
        using var server = RawServer.AfterVersions((stream, cancel) => WriteAsync(stream, Ok + framing, body, cancel));
        await FailsAsync(server, ReplyProblem.CutOff, "Try again");
    }

    [Fact]
    public async Task A_compressed_reply_cut_off_in_the_middle_is_a_bad_reply()
    {
        using var server = RawServer.AfterVersions(async (stream, cancel) =>
        {
            using var whole = new MemoryStream();
            await using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(Envelope + new string(' ', 100_000) + Guid.NewGuid() + "</soapenv:Body></soapenv:Envelope>"), cancel);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Ok + "\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"), cancel);
            await stream.WriteAsync(whole.ToArray().AsMemory(0, (int)whole.Length - 40), cancel);
        });
        await FailsAsync(server, ReplyProblem.CutOff);
    }

    [Fact]
    public async Task A_reply_that_is_not_compressed_as_it_says_is_malformed()
    {
        using var server = RawServer.AfterVersions((stream, cancel) => WriteAsync(stream, Ok + "\r\nContent-Encoding: gzip", Envelope, cancel));
        await FailsAsync(server, ReplyProblem.Malformed);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        using var server = new RawServer((_, stream, cancel) => stream.ReadExactlyAsync(new byte[1], cancel).AsTask());
        await FailsAsync(server.Settings with { Timeout = TimeSpan.FromSeconds(0.5) }, TransportProblem.TimedOut);
        await server.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task A_reply_that_stalls_is_given_up()
    {
        using var server = RawServer.AfterVersions(async (stream, cancel) =>
        {
            await WriteAsync(stream, Ok, Envelope, cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        });
        await FailsAsync(server.Settings with { Timeout = TimeSpan.FromSeconds(0.5) }, TransportProblem.Stalled, "timeout");
    }

    [Theory]
    [InlineData(60, 1)]
    // While connecting, the timeout that a person sets is for the whole call.
    [InlineData(1, 600)]
    public async Task A_reply_that_trickles_for_ever_is_given_up_when_the_call_has_lasted_long_enough(int timeout, int callTimeout)
    {
        using var server = RawServer.AfterVersions(async (stream, cancel) =>
        {
            await WriteAsync(stream, Ok, Envelope, cancel);
            for (;;)
            {
                await stream.WriteAsync("<a/>"u8.ToArray(), cancel);
                await Task.Delay(20, cancel);
            }
        });
        await FailsAsync(server.Settings with { Timeout = TimeSpan.FromSeconds(timeout), CallTimeout = TimeSpan.FromSeconds(callTimeout) }, TransportProblem.Stalled);
        await server.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task A_reply_that_never_ends_is_given_up_at_the_limit()
    {
        using var server = RawServer.AfterVersions(async (stream, cancel) =>
        {
            await WriteAsync(stream, Ok, Envelope, cancel);
            byte[] more = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a><b>1</b></a>", 4096)));
            for (;;) await stream.WriteAsync(more, cancel);
        });
        await FailsAsync(server.Settings with { MaximumReplyBytes = 8 << 20 }, ReplyProblem.TooLarge);
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("x")]
    [InlineData("<a b='c'>d</a>")]
    public async Task Ten_gigabytes_in_a_gzip_bomb_end_early(string bomb)
    {
        // Endless depth, one endless text, and endless elements: 10 GB each, were they read to the end.
        using var server = RawServer.AfterVersions(async (stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Ok + "\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"), cancel);
            await using var gzip = new GZipStream(stream, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.ASCII.GetBytes(Envelope + "<a>"), cancel);
            byte[] more = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(bomb, (1 << 20) / bomb.Length)));
            for (int i = 0; i < 10 * 1024; i++) await gzip.WriteAsync(more, cancel);
        });
        await FailsAsync(server, ReplyProblem.TooLarge, "given up");
    }

    [Fact]
    public async Task An_entity_bomb_is_not_expanded()
    {
        string bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>&c;</soapenv:Body></soapenv:Envelope>
            """;
        using var server = RawServer.AfterVersions((stream, cancel) => WriteAsync(stream, Ok, bomb, cancel));
        await FailsAsync(server, ReplyProblem.Malformed, "document type");
    }

    [Fact]
    public async Task A_file_entity_is_not_read()
    {
        string spy = Envelope.Replace("?>", "?><!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>", StringComparison.Ordinal) + "&f;";
        using var server = RawServer.AfterVersions((stream, cancel) => WriteAsync(stream, Ok, spy, cancel));
        await FailsAsync(server, ReplyProblem.Malformed);
    }

    [Fact]
    public async Task A_refused_port_says_name_and_port()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var settings = new ConnectionSettings { Server = "127.0.0.1", Port = port };
        await FailsAsync(settings, TransportProblem.Refused, "127.0.0.1", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_wrong_name_says_the_name() => await FailsAsync(
        new ConnectionSettings { Server = "no-such-vcenter.invalid" }, TransportProblem.NameNotFound, "no-such-vcenter.invalid");

    [Theory]
    [InlineData("https://vc01.example.com/sdk")]
    [InlineData("vc01 example com")]
    [InlineData("")]
    public async Task What_is_no_name_is_not_looked_up(string server) => await FailsAsync(
        new ConnectionSettings { Server = server }, TransportProblem.NameNotFound, "neither a host name nor an address");

    [Fact]
    public async Task Plain_http_to_another_machine_is_refused_before_anything_is_sent() => await FailsAsync(
        new ConnectionSettings { Server = "192.0.2.1", PlainHttp = true }, TransportProblem.PlainHttpRefused, "password");

    [Fact]
    public async Task An_untrusted_certificate_shows_its_thumbprint()
    {
        using RawServer server = Tls(Certificates.Valid);
        VSphereTransportException error = await FailsAsync(server.Settings, TransportProblem.CertificateUntrusted, "thumbprint");
        Assert.Equal(Certificates.Sha256(Certificates.Valid), error.Thumbprint!.Replace(":", string.Empty, StringComparison.Ordinal));
        Assert.Contains(error.Thumbprint, error.Message, StringComparison.Ordinal);
        Assert.False(error.IsExpired);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_expired_certificate_says_since_when()
    {
        using RawServer server = Tls(Certificates.Expired);
        VSphereTransportException error = await FailsAsync(server.Settings, TransportProblem.CertificateExpired, "it expired on 20");
        Assert.True(error.IsExpired);
        Assert.Equal(Certificates.Sha256(Certificates.Expired), error.Thumbprint!.Replace(":", string.Empty, StringComparison.Ordinal));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_wrong_thumbprint_trusts_nothing_even_with_the_check_skipped()
    {
        using RawServer server = Tls(Certificates.Valid);
        ConnectionSettings settings = server.Settings with { Thumbprint = Certificates.Sha256(Certificates.Expired), SkipCertificateCheck = true };
        VSphereTransportException error = await FailsAsync(settings, TransportProblem.ThumbprintMismatch, "somebody may be in between");
        Assert.Equal(Certificates.Sha256(Certificates.Valid), error.Thumbprint!.Replace(":", string.Empty, StringComparison.Ordinal));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_right_thumbprint_is_trust_enough_however_it_is_written()
    {
        string thumbprint = Certificates.Sha256(Certificates.Expired);
        string colons = string.Join(":", Enumerable.Chunk(thumbprint.ToLowerInvariant(), 2).Select(pair => new string(pair)));
        foreach (string written in new[] { thumbprint, colons, thumbprint.Insert(32, " ") })
        {
            using RawServer server = Tls(Certificates.Expired);
            await FailsAsync(server.Settings with { Thumbprint = written }, ReplyProblem.HttpError);
            Assert.NotEmpty(server.Requests);
        }
    }

    [Fact]
    public async Task A_thumbprint_of_SHA1_is_refused() => await FailsAsync(
        new ConnectionSettings { Server = "127.0.0.1", Thumbprint = new string('A', 40) }, TransportProblem.ThumbprintMismatch, "SHA-256");

    [Fact]
    public async Task Skipping_the_check_must_be_said_and_then_holds()
    {
        using RawServer server = Tls(Certificates.Expired);
        await FailsAsync(server.Settings with { SkipCertificateCheck = true }, ReplyProblem.HttpError);
        Assert.NotEmpty(server.Requests);
    }

    [Fact]
    public async Task Https_to_a_port_that_speaks_http_says_so()
    {
        using var server = new RawServer((_, stream, cancel) => WriteAsync(stream, "HTTP/1.1 400 Bad Request", string.Empty, cancel));
        VSphereException error = await ThrowsAsync<VSphereTransportException>(server.Settings with { PlainHttp = false });
        Assert.Contains("https", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_a_word_says_so()
    {
        using var server = new RawServer((_, _, _) => Task.CompletedTask);
        await FailsAsync(server.Settings, TransportProblem.ConnectionLost);
    }

    [Fact]
    public async Task Cancelling_reaches_the_socket()
    {
        using var server = RawServer.AfterVersions(async (stream, cancel) =>
        {
            await WriteAsync(stream, Ok, Envelope, cancel);
            // Until the client closes.
            for (;;)
            {
                await stream.WriteAsync(" "u8.ToArray(), cancel);
                await Task.Delay(10, cancel);
            }
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task login = VSphereSession.LoginAsync(server.Settings, "user", Secrets.SecurePassword, stop.Token);
        while (server.Requests.Count < 2) await Task.Delay(10, Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        await server.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    private static RawServer Tls(X509Certificate2 certificate) => new(
        (_, stream, cancel) => WriteAsync(stream, "HTTP/1.1 418 I am a teapot", string.Empty, cancel), certificate);

    private static Task WriteAsync(Stream stream, string head, string body, CancellationToken cancel) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes($"{head}\r\nConnection: close\r\n\r\n{body}"), cancel).AsTask();

    private static Task FailsAsync(RawServer server, ReplyProblem problem, params string[] words) => FailsAsync(server.Settings, problem, words);

    private static async Task FailsAsync(ConnectionSettings settings, ReplyProblem problem, params string[] words)
    {
        var error = await ThrowsAsync<VSphereReplyException>(settings, words);
        Assert.Equal(problem, error.Problem);
    }

    private static async Task<VSphereTransportException> FailsAsync(ConnectionSettings settings, TransportProblem problem, params string[] words)
    {
        var error = await ThrowsAsync<VSphereTransportException>(settings, words);
        Assert.Equal(problem, error.Problem);
        return error;
    }

    private static async Task<TException> ThrowsAsync<TException>(ConnectionSettings settings, params string[] words)
        where TException : VSphereException
    {
        // The bound is there so that a hang is a failure and no hang.
        TException error = await Assert.ThrowsAsync<TException>(async () =>
            await VSphereSession.LoginAsync(settings, "administrator@vsphere.local", Secrets.SecurePassword, Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel));
        Assert.StartsWith(settings.Server, error.Server, StringComparison.Ordinal);
        foreach (string word in words) Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error.Message, StringComparison.Ordinal);
        Secrets.AssertAbsent(error);
        return error;
    }
}
