using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;

using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>Calls methods: writes the request, sends it, reads the reply, and turns faults and nonsense into exceptions. Thread-safe.</summary>
internal sealed class SoapClient : IDisposable
{
    private const long UsualReplyBytes = 16 << 20;

    private readonly ISoapTransport _transport;
    private readonly long _maximumReplyBytes;
    private readonly string _connection = "rvm-" + Guid.NewGuid().ToString("N").Substring(0, 8);
    private int _calls;

    public SoapClient(ISoapTransport transport, ConnectionSettings settings)
    {
        _transport = transport;
        _maximumReplyBytes = settings.MaximumReplyBytes;
        Server = settings.ToString();
    }

    /// <summary>The server, for messages.</summary>
    public string Server { get; }

    /// <summary>The API version that we say we speak; 6.0 until another is agreed on.</summary>
    public string ApiVersion { get; set; } = ApiVersions.Oldest;

    /// <summary>"vmware_soap_session=...". A secret.</summary>
    public string? Cookie { get; set; }

    /// <summary>
    /// What calls are known by in the logs of vCenter and hosts (the header operationID, a number follows); null for one of the
    /// connection's own.
    /// </summary>
    public string? Operation { get; set; }

    public void Dispose() => _transport.Dispose();

    /// <summary>Calls a method and reads what it returns.</summary>
    public async Task<TResult?> CallAsync<TResult>(Request<TResult> request, CancellationToken cancel)
    {
        using SoapReply reply = await SendAsync(request, cancel).ConfigureAwait(false);
        if (typeof(TResult).GetElementType() is Type itemType)
        {
            var format = WireFormat.For(itemType);
            var items = new List<object>();
            Read(reply, request, reader => { if (format.ReadObject(reader) is object item) items.Add(item); });
            var array = Array.CreateInstance(itemType, items.Count);
            for (int i = 0; i < items.Count; i++) array.SetValue(items[i], i);
            return (TResult)(object)array;
        }

        TResult? result = default;
        Read(reply, request, reader => result = (TResult?)WireFormat.For(typeof(TResult)).ReadObject(reader));
        return result;
    }

    /// <summary>Sends a request; the reply is to be read by <see cref="Read"/> and disposed.</summary>
    public async Task<SoapReply> SendAsync(Request request, CancellationToken cancel)
    {
        string operationId = string.Format(CultureInfo.InvariantCulture, "{0}-{1}", Operation ?? _connection, Interlocked.Increment(ref _calls));
        byte[] body = EnvelopeWriter.Write(request, operationId);
        try
        {
            SoapReply reply = await _transport.SendAsync(
                new SoapRequest
                {
                    Method = request.GetType().Name,
                    Action = $"{Namespaces.Vim25}/{ApiVersion}",
                    IsBrief = request is RetrieveServiceContent or Login or Logout,
                    Body = body,
                    Cookie = Cookie,
                },
                cancel).ConfigureAwait(false);
            // A cookie comes with a login, even a failed one.
            if (reply.Cookie is not null) Cookie = reply.Cookie;
            return reply;
        }
        finally
        {
            if (request is Login) Array.Clear(body, 0, body.Length);
        }
    }

    /// <summary>
    /// Reads a reply to its end and hands over each "returnval", to be read by <paramref name="onReturnValue"/>.
    /// </summary>
    public void Read(SoapReply reply, Request request, Action<SoapReader> onReturnValue)
    {
        string method = request.GetType().Name;
        CheckHeaders(reply);
        // Only inventories are large; a server to which nobody has logged in yet gets less patience.
        bool isInventory = request is RetrievePropertiesEx or ContinueRetrievePropertiesEx;
        using SoapReader reader = Open(reply, isInventory ? _maximumReplyBytes : Math.Min(_maximumReplyBytes, UsualReplyBytes));
        try
        {
            bool isEnvelope = reader.MoveToRoot() && reader.LocalName == "Envelope" && reader.NamespaceUri == Namespaces.Envelope;
            if (!isEnvelope) throw reply.StatusCode == 200 ? NotVCenter(reply) : HttpError(reply);
            bool answered = false;
            for (bool more = reader.Enter(); more; more = reader.MoveToSibling())
            {
                if (reader.LocalName != "Body")
                {
                    reader.Skip();
                    continue;
                }

                for (bool inBody = reader.Enter(); inBody; inBody = reader.MoveToSibling())
                {
                    if (reader.LocalName == "Fault") throw ReadFault(reader, method);
                    answered = true;
                    for (bool value = reader.Enter(); value; value = reader.MoveToSibling())
                    {
                        if (reader.LocalName == "returnval") onReturnValue(reader);
                        else reader.Skip();
                    }
                }
            }

            if (reply.StatusCode != 200) throw HttpError(reply);
            if (!answered) throw Malformed("its body is empty", null);
        }
        catch (XmlException) when (reply.StatusCode != 200)
        {
            throw HttpError(reply);
        }
        catch (XmlException e)
        {
            throw reader.IsAtEndOfReply
                ? new VSphereReplyException(Server, ReplyProblem.CutOff, $"The reply of {Server} to {method} ends in the middle. Try again.", e)
                : Malformed("it is not well-formed XML, or has a document type", e);
        }
        catch (InvalidDataException e)
        {
            throw Malformed("it is not compressed as it says", e);
        }
    }

    /// <summary>
    /// The API versions that the server speaks, as it tells everybody; none where it does not tell (old ones, and hosts without the file).
    /// </summary>
    public async Task<IReadOnlyList<string>> GetVersionsAsync(CancellationToken cancel)
    {
        const string Method = "vimServiceVersions.xml";
        using SoapReply reply = await _transport.SendAsync(new SoapRequest { Method = Method, Path = "/sdk/" + Method, IsBrief = true }, cancel).ConfigureAwait(false);
        if (reply.StatusCode is >= 400) return [];
        CheckHeaders(reply);
        var versions = new List<string>();
        using SoapReader reader = Open(reply, UsualReplyBytes);
        try
        {
            if (!reader.MoveToRoot() || reader.LocalName != "namespaces") throw NotVCenter(reply);
            for (bool more = reader.Enter(); more; more = reader.MoveToSibling()) ReadNamespace(reader, versions);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            // What begins like a web page is one; it need not be well-formed.
            throw NotVCenter(reply);
        }

        return versions;
    }

    private static void ReadNamespace(SoapReader reader, List<string> versions)
    {
        bool isVim = false;
        for (bool more = reader.Enter(); more; more = reader.MoveToSibling())
        {
            switch (reader.LocalName)
            {
                case "name":
                    isVim = reader.ReadText() == Namespaces.Vim25;
                    break;
                case "version" when isVim:
                    versions.Add(reader.ReadText());
                    break;
                case "priorVersions" when isVim:
                    for (bool prior = reader.Enter(); prior; prior = reader.MoveToSibling()) versions.Add(reader.ReadText());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private SoapReader Open(SoapReply reply, long maximumBytes) => new(
        reply.IsGzip ? new GZipStream(reply.Body, CompressionMode.Decompress) : reply.Body, Server, maximumBytes);

    private void CheckHeaders(SoapReply reply)
    {
        if (reply.StatusCode is >= 300 and < 400)
        {
            throw new VSphereReplyException(
                Server,
                ReplyProblem.Redirect,
                $"{Server} does not answer itself but points to {PlaceOf(reply.Location)}. Connect to the vCenter itself, by its own name and with https.");
        }

        if (reply.ContentType is string type && !type.EndsWith("xml", StringComparison.Ordinal))
            throw reply.StatusCode >= 400 ? HttpError(reply) : NotVCenter(reply);
        // XHTML is web pages too.
        if (reply.ContentType == "application/xhtml+xml") throw NotVCenter(reply);
    }

    // Only where to: what follows the host name may be somebody's secret.
    private static string PlaceOf(string? location) =>
        Uri.TryCreate(location, UriKind.Absolute, out Uri? uri) ? $"{uri.Scheme}://{uri.Authority}" : "another page";

    private VSphereFaultException ReadFault(SoapReader reader, string method)
    {
        string? message = null;
        string? elementName = null;
        MethodFault? fault = null;
        for (bool more = reader.Enter(); more; more = reader.MoveToSibling())
        {
            switch (reader.LocalName)
            {
                case "faultstring":
                    message = reader.ReadText();
                    break;
                case "detail":
                    for (bool detail = reader.Enter(); detail; detail = reader.MoveToSibling())
                    {
                        elementName = reader.LocalName;
                        fault = (MethodFault?)WireFormat.For(typeof(MethodFault)).ReadObject(reader);
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return Faults.ToException(Server, method, Faults.TypeOf(fault, elementName), fault, message);
    }

    private VSphereReplyException NotVCenter(SoapReply reply) => new(
        Server,
        ReplyProblem.NotVCenter,
        $"What answers at {Server} is no vCenter and no ESXi host: {(reply.ContentType is string type ? $"it sent {type}" : "it sent something else")} where the vSphere API should be. Check name and port.");

    private VSphereReplyException HttpError(SoapReply reply) => new(
        Server,
        ReplyProblem.HttpError,
        reply.StatusCode == 503
            ? $"{Server} answers HTTP 503: its vCenter service is not running, or not yet. Try again later."
            : $"{Server} answers HTTP {reply.StatusCode} where the vSphere API should be. Check name and port.");

    private VSphereReplyException Malformed(string what, Exception? e) => new(
        Server, ReplyProblem.Malformed, $"The reply of {Server} makes no sense: {what}.", e);
}
