using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using System.Xml;

using RoutedVMotion.Bench.Read;
using RoutedVMotion.Bench.Recordings;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.Bench.Live;

/// <summary>
/// Recorded requests once more, byte for byte but for the names of views and the tokens of pages, which the server makes anew
/// each time: these are looked for in the replies. All else of the replies is thrown away as it comes off the wire. The next page
/// is asked for as soon as this one's token is known, and the next hosts as soon as these begin to come, as our reader does.
/// </summary>
internal sealed class RequestReplay : IDisposable
{
    private const string Continuation = "ContinueRetrievePropertiesEx";
    private static readonly (string Before, string After) FirstObject = ("<objects", ">");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly HttpClient _client;
    private readonly Uri _url;
    private readonly string _cookie;
    private readonly List<Step> _steps = [];

    public RequestReplay(ConnectionSettings settings, string cookie, IReadOnlyList<Exchange> exchanges)
    {
        _url = new Uri($"{(settings.PlainHttp ? "http" : "https")}://{settings.Server}:{settings.Port}/sdk");
        _cookie = cookie;
        string? thumbprint = settings.Thumbprint?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        _client = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == thumbprint },
        });

        var names = new List<string>();
        for (int step = 0; step < exchanges.Count; step++)
        {
            Exchange exchange = exchanges[step];
            string body = Utf8.GetString(exchange.Request);
            // Each name is used up to where the next of its kind is made, and is unique: "{0}" and so on stand for them.
            for (int i = 0; i < names.Count; i++) body = body.Replace(names[i], Placeholder(i), StringComparison.Ordinal);
            (string Before, string After)? mark = exchange.Method switch
            {
                "CreateContainerView" => ("<returnval type=\"ContainerView\">", "</returnval>"),
                "RetrievePropertiesEx" or Continuation => ("<token>", "</token>"),
                _ => null,
            };
            string? name = mark is null ? null : Find(Utf8.GetString(exchange.Reply.AsSpan(0, Math.Min(4096, exchange.Reply.Length))), mark.Value);
            if (name is not null) names.Add(name);
            Exchange? next = step + 1 < exchanges.Count ? exchanges[step + 1] : null;
            bool isNextEarly = next is not null && (next.Method == Continuation || (IsOfHosts(next) && (exchange.Method == Continuation || IsOfHosts(exchange))));
            _steps.Add(new Step(exchange.Method, body, name is not null ? mark : isNextEarly ? FirstObject : null, isNextEarly));
        }
    }

    /// <summary>Asks it all once more; where <paramref name="parses"/> is set, a bare XML parser goes through the replies instead of nobody.</summary>
    public async Task RunAsync(bool parses)
    {
        var names = new List<string>();
        Task<HttpResponseMessage>? early = null;
        for (int i = 0; i < _steps.Count; i++)
        {
            Task<HttpResponseMessage> sent = early ?? SendAsync(_steps[i], names);
            early = null;
            // The end of a view is nothing that our reader waits for.
            if (_steps[i].Method == "DestroyView")
            {
                _ = sent.ContinueWith(task => task.Result.Dispose(), TaskScheduler.Default);
                continue;
            }

            using HttpResponseMessage response = await sent.ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            bool isGzip = response.Content.Headers.ContentEncoding.Contains("gzip");
            if (parses)
            {
                Parse(isGzip ? new GZipStream(stream, CompressionMode.Decompress) : stream, i);
                continue;
            }

            if (_steps[i].Mark is (string, string) mark)
            {
                Found(i, FindIn(stream, isGzip, mark) ?? throw new InvalidOperationException($"The reply to {_steps[i].Method} has no {mark.Item1} this time."));
            }

            byte[] buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer).ConfigureAwait(false) > 0)
            {
            }
        }

        void Found(int step, string name)
        {
            if (_steps[step].Mark != FirstObject) names.Add(name);
            if (_steps[step].IsNextEarly) early = SendAsync(_steps[step + 1], names);
        }

        void Parse(Stream stream, int step)
        {
            // The name of the element that the mark is of, if there is one to look for.
            string? wanted = _steps[step].Mark?.Before.Trim('<', '>').Split(' ')[0];
            using var reader = XmlReader.Create(stream, BareParser.Plain);
            while (reader.Read())
            {
                if (wanted is null || reader.NodeType != XmlNodeType.Element || reader.LocalName != wanted) continue;
                reader.Read();
                Found(step, reader.Value);
                wanted = null;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool IsOfHosts(Exchange exchange) =>
        exchange.Method == "RetrievePropertiesEx" && Utf8.GetString(exchange.Request).Contains("<objectSet><obj type=\"HostSystem\">", StringComparison.Ordinal);

    private static string Placeholder(int number) => "{" + number + "}";

    // Reads as little as it takes: at first what is in the way of the name, later the rest goes by unread.
    private static string? FindIn(Stream stream, bool isGzip, (string Before, string After) mark)
    {
        Stream plain = isGzip ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : stream;
        byte[] buffer = new byte[4096];
        int length = 0;
        int read;
        while (length < buffer.Length && (read = plain.Read(buffer, length, buffer.Length - length)) > 0)
        {
            length += read;
            if (Find(Utf8.GetString(buffer, 0, length), mark) is string name) return name;
        }

        return null;
    }

    private static string? Find(string text, (string Before, string After) mark)
    {
        int from = text.IndexOf(mark.Before, StringComparison.Ordinal);
        if (from < 0) return null;
        from += mark.Before.Length;
        int to = text.IndexOf(mark.After, from, StringComparison.Ordinal);
        return to < 0 ? null : text[from..to];
    }

    private Task<HttpResponseMessage> SendAsync(Step step, List<string> names)
    {
        string body = step.Body;
        for (int i = 0; i < names.Count; i++) body = body.Replace(Placeholder(i), names[i], StringComparison.Ordinal);
        var message = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(Utf8.GetBytes(body)) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        message.Headers.TryAddWithoutValidation("Cookie", _cookie);
        message.Headers.TryAddWithoutValidation("SOAPAction", "\"urn:vim25/6.5\"");
        return _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
    }

    private sealed record Step(string Method, string Body, (string Before, string After)? Mark, bool IsNextEarly);
}
