using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// HTTPS to one server. Nothing global is touched: certificates, protocols and limits are this transport's own. No redirect is
/// followed, no proxy is asked, and cookies are passed on as they came: vCenter's carries quotes (facts B1).
/// </summary>
internal sealed class HttpSoapTransport : ISoapTransport
{
    private const string SessionCookie = "vmware_soap_session=";

    private readonly ConnectionSettings _settings;
    private readonly string _server;
    private readonly Uri _root;
    private readonly string? _pin;
    private readonly HttpClient _client;
    private volatile ServerCertificate? _refused;

    public HttpSoapTransport(ConnectionSettings settings)
    {
        _settings = settings;
        _server = settings.ToString();
        _root = RootOf(settings);
        if (settings.Thumbprint is not null)
        {
            _pin = ServerCertificate.Normalize(settings.Thumbprint) ?? throw new VSphereTransportException(
                _server,
                TransportProblem.ThumbprintMismatch,
                "The thumbprint is not one of SHA-256, which has 64 hexadecimal digits. (One of 40 digits is SHA-1 and too weak to trust.)");
        }

        int connections = Math.Max(4, settings.ConnectionLimit);
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = connections,
            ServerCertificateCustomValidationCallback = IsTrusted,
        };

        // .NET Framework would offer what ServicePointManager says, which is global. Elsewhere the platform's default is better.
        if (RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal))
        {
            handler.SslProtocols = SslProtocols.Tls12;
            // Of this endpoint only; its default is 2.
            ServicePointManager.FindServicePoint(_root).ConnectionLimit = connections;
        }

        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
    {
        var clock = new CallClock(_settings.Timeout, request.IsBrief && _settings.Timeout < _settings.CallTimeout ? _settings.Timeout : _settings.CallTimeout, cancel);
        HttpResponseMessage? response = null;
        try
        {
            using HttpRequestMessage message = CreateMessage(request);
            clock.Start();
            response = await ReceiveHeadersAsync(message, clock.Token).ConfigureAwait(false);
            var body = new PacedStream(response, await response.Content.ReadAsStreamAsync().ConfigureAwait(false), clock, _server);
            clock.Stop();
            return new SoapReply
            {
                StatusCode = (int)response.StatusCode,
                ContentType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
                IsGzip = response.Content.Headers.ContentEncoding.Contains("gzip"),
                Location = response.Headers.Location?.OriginalString,
                Cookie = SessionCookieOf(response.Headers),
                Body = body,
            };
        }
        catch (Exception e)
        {
            Exception explained = Explain(e, clock);
            response?.Dispose();
            clock.Dispose();
            if (explained == e) throw;
            throw explained;
        }
    }

    public void Dispose() => _client.Dispose();

    private static Uri RootOf(ConnectionSettings settings)
    {
        string server = settings.Server;
        UriHostNameType kind = Uri.CheckHostName(server);
        if (kind == UriHostNameType.Unknown)
        {
            throw new VSphereTransportException(
                server, TransportProblem.NameNotFound, $"'{server}' is neither a host name nor an address. Give the name alone, without https:// and without a path.");
        }

        var builder = new UriBuilder(settings.PlainHttp ? "http" : "https", server, settings.Port);
        if (settings.PlainHttp && !builder.Uri.IsLoopback)
        {
            throw new VSphereTransportException(
                server, TransportProblem.PlainHttpRefused, $"Plain http to {server} is refused, because anybody on the way could read the password. It is for this machine itself only.");
        }

        return builder.Uri;
    }

    private static string? SessionCookieOf(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Set-Cookie", out IEnumerable<string>? values)) return null;
        foreach (string value in values)
        {
            if (!value.StartsWith(SessionCookie, StringComparison.Ordinal)) continue;
            int end = value.IndexOf(';');
            return end < 0 ? value : value.Substring(0, end);
        }

        return null;
    }

    private HttpRequestMessage CreateMessage(SoapRequest request)
    {
        var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(_root, request.Path));
        message.Headers.ExpectContinue = false;
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        message.Headers.TryAddWithoutValidation("User-Agent", "RoutedVMotion");
        if (request.Cookie is not null) message.Headers.TryAddWithoutValidation("Cookie", request.Cookie);
        if (request.Action is not null) message.Headers.TryAddWithoutValidation("SOAPAction", $"\"{request.Action}\"");
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        }

        return message;
    }

    private async Task<HttpResponseMessage> ReceiveHeadersAsync(HttpRequestMessage message, CancellationToken cancel)
    {
        Task<HttpResponseMessage> send = _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancel.Register(() => cancelled.TrySetResult(true)))
        {
            // Not every runtime hears the token while it looks up a name or connects: then the call is left behind.
            if (await Task.WhenAny(send, cancelled.Task).ConfigureAwait(false) != send && !send.IsCompleted)
            {
                _ = send.ContinueWith(
                    late => { if (late.Status == TaskStatus.RanToCompletion) late.Result.Dispose(); else _ = late.Exception; },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
                cancel.ThrowIfCancellationRequested();
            }
        }

        return await send.ConfigureAwait(false);
    }

    private bool IsTrusted(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return false;
        var shown = new ServerCertificate(certificate, errors);
        bool trusted = _pin is not null ? shown.IsPinnedBy(_pin) : errors == SslPolicyErrors.None || _settings.SkipCertificateCheck;
        if (!trusted) _refused = shown;
        return trusted;
    }

    private Exception Explain(Exception e, CallClock clock)
    {
        if (clock.IsCancelledByUser) return new OperationCanceledException("The call was cancelled.", e);
        if (clock.Token.IsCancellationRequested)
        {
            return Problem(TransportProblem.TimedOut, $"{_server} did not answer within {Math.Round((clock.IsWholeCallOver && _settings.CallTimeout < _settings.Timeout ? _settings.CallTimeout : _settings.Timeout).TotalSeconds)} seconds. Is it up, and is nothing in between that drops packets?", e);
        }

        if (e is VSphereException) return e;
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException socket:
                    return ExplainSocket(socket.SocketErrorCode, e);
                case WebException { Status: WebExceptionStatus.NameResolutionFailure }:
                    return ExplainSocket(SocketError.HostNotFound, e);
                case AuthenticationException or WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return ExplainTls(e);
            }
        }

        return e is HttpRequestException or System.IO.IOException
            ? Problem(TransportProblem.ConnectionLost, $"The connection to {_server} was closed before it answered. Does port {_settings.Port} speak {(_settings.PlainHttp ? "http" : "https")}?", e)
            : e;
    }

    private VSphereTransportException ExplainSocket(SocketError error, Exception e) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            Problem(TransportProblem.NameNotFound, $"The name {_settings.Server} was not found. Check the spelling, and that this machine's DNS knows it.", e),
        SocketError.ConnectionRefused =>
            Problem(TransportProblem.Refused, $"Nothing listens on port {_settings.Port} of {_settings.Server}. Check name and port, and that vCenter is running.", e),
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            Problem(TransportProblem.Unreachable, $"There is no route to {_settings.Server}. Check address and VPN.", e),
        SocketError.TimedOut =>
            Problem(TransportProblem.TimedOut, $"{_server} did not answer. Is it up, and is nothing in between that drops packets?", e),
        _ => Problem(TransportProblem.ConnectionLost, $"The connection to {_server} was lost. Try again.", e),
    };

    private VSphereTransportException ExplainTls(Exception e)
    {
        if (_refused is not ServerCertificate shown)
        {
            return Problem(TransportProblem.TlsFailed, $"No TLS session with {_server} could be agreed on. Is {_settings.Port} the port of its https?", e);
        }

        if (_pin is not null)
        {
            return new VSphereTransportException(
                _server,
                TransportProblem.ThumbprintMismatch,
                $"{_server} does not have the certificate that was expected. The SHA-256 thumbprint of the one that it showed is {shown.Thumbprint}. If the certificate was renewed, use this one; if not, somebody may be in between.",
                shown.Thumbprint,
                shown.IsExpired,
                e);
        }

        return new VSphereTransportException(
            _server,
            shown.IsExpired ? TransportProblem.CertificateExpired : TransportProblem.CertificateUntrusted,
            $"The certificate of {_server} is not trusted: {shown.Describe()}. Its SHA-256 thumbprint is {shown.Thumbprint}. Once you have made sure that this is your server's, connect with that thumbprint.",
            shown.Thumbprint,
            shown.IsExpired,
            e);
    }

    private VSphereTransportException Problem(TransportProblem problem, string message, Exception e) => new(_server, problem, message, inner: e);
}
