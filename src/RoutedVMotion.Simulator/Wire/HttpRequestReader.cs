using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>Reads HTTP/1.1 requests, one after the other, from a connection.</summary>
internal sealed class HttpRequestReader
{
    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public HttpRequestReader(Stream stream) => _stream = stream;

    /// <summary>The client wants the connection to stay open after the request that was read last.</summary>
    public bool KeepAlive { get; private set; }

    /// <summary>Reads the next request; null if the client has closed the connection between two.</summary>
    /// <exception cref="HttpProblem">It is no HTTP, or too large.</exception>
    public async Task<WireRequest?> ReadAsync()
    {
        KeepAlive = false;
        int budget = HttpLimits.Head;
        string? line = await ReadLineAsync(budget, isFirst: true).ConfigureAwait(false);
        // A stray line end before a request is to be forgiven (RFC 9112, 2.2).
        if (line?.Length == 0) line = await ReadLineAsync(budget, isFirst: true).ConfigureAwait(false);
        if (line is null) return null;

        string[] words = line.Split(' ');
        if (words.Length != 3 || !words[2].StartsWith("HTTP/1.", StringComparison.Ordinal) || words[1].Length == 0)
            throw new HttpProblem(400, "The request line is not HTTP/1.");

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        budget -= line.Length;
        while (true)
        {
            line = await ReadLineAsync(budget, isFirst: false).ConfigureAwait(false);
            if (line!.Length == 0) break;
            budget -= line.Length + 2;
            int colon = line.IndexOf(':');
            if (colon <= 0 || char.IsWhiteSpace(line[0])) throw new HttpProblem(400, "A header is malformed.");
            headers[line.Substring(0, colon)] = line.Substring(colon + 1).Trim();
        }

        string connection = headers.TryGetValue("Connection", out string? value) ? value : string.Empty;
        KeepAlive = words[2] == "HTTP/1.0"
            ? connection.IndexOf("keep-alive", StringComparison.OrdinalIgnoreCase) >= 0
            : connection.IndexOf("close", StringComparison.OrdinalIgnoreCase) < 0;
        ArraySegment<byte> body = await ReadBodyAsync(headers).ConfigureAwait(false);
        string path = words[1];
        int query = path.IndexOf('?');
        return new WireRequest(words[0], query < 0 ? path : path.Substring(0, query), headers, body);
    }

    private async Task<ArraySegment<byte>> ReadBodyAsync(Dictionary<string, string> headers)
    {
        bool isChunked = headers.TryGetValue("Transfer-Encoding", out string? encoding);
        if (isChunked && !string.Equals(encoding, "chunked", StringComparison.OrdinalIgnoreCase))
            throw new HttpProblem(501, "The only transfer encoding is chunked.");
        bool hasLength = headers.TryGetValue("Content-Length", out string? lengthText);
        // Both at once is how requests are smuggled.
        if (isChunked && hasLength) throw new HttpProblem(400, "A request has a length or is chunked, not both.");
        if (!isChunked && !hasLength) return new ArraySegment<byte>(Array.Empty<byte>());

        long length = 0;
        if (hasLength && (!long.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length < 0))
            throw new HttpProblem(400, "Content-Length is no number.");
        if (length > HttpLimits.Body) throw new HttpProblem(413, "The request is too large.");
        if (headers.TryGetValue("Expect", out string? expect) && string.Equals(expect, "100-continue", StringComparison.OrdinalIgnoreCase))
            await _stream.WriteAsync(Continue, 0, Continue.Length).ConfigureAwait(false);

        var body = new MemoryStream((int)length);
        if (!isChunked)
        {
            await CopyAsync(body, (int)length).ConfigureAwait(false);
            return new ArraySegment<byte>(body.GetBuffer(), 0, (int)body.Length);
        }

        while (true)
        {
            string line = (await ReadLineAsync(1024, isFirst: false).ConfigureAwait(false))!;
            int semicolon = line.IndexOf(';');
            string size = (semicolon < 0 ? line : line.Substring(0, semicolon)).Trim();
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int chunk) || chunk < 0)
                throw new HttpProblem(400, "The size of a chunk is no number.");
            if (body.Length + chunk > HttpLimits.Body) throw new HttpProblem(413, "The request is too large.");
            if (chunk == 0) break;
            await CopyAsync(body, chunk).ConfigureAwait(false);
            if ((await ReadLineAsync(2, isFirst: false).ConfigureAwait(false))!.Length != 0)
                throw new HttpProblem(400, "A chunk is longer than it says.");
        }

        // Trailers are read and forgotten.
        int budget = HttpLimits.Head;
        while ((await ReadLineAsync(budget, isFirst: false).ConfigureAwait(false))! is { Length: > 0 } trailer) budget -= trailer.Length + 2;
        return new ArraySegment<byte>(body.GetBuffer(), 0, (int)body.Length);
    }

    private async Task CopyAsync(MemoryStream target, int count)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false)) throw new EndOfStreamException();
            int part = Math.Min(count, _end - _start);
            target.Write(_buffer, _start, part);
            _start += part;
            count -= part;
        }
    }

    private async Task<string?> ReadLineAsync(int limit, bool isFirst)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false))
                return isFirst && line.Length == 0 ? null : throw new EndOfStreamException();
            byte octet = _buffer[_start++];
            if (octet == '\n')
            {
                if (line.Length > 0 && line[line.Length - 1] == '\r') line.Length--;
                return line.ToString();
            }

            if (line.Length > limit) throw new HttpProblem(431, "The head of the request is too large.");
            if (octet == 0) throw new HttpProblem(400, "The request is not HTTP.");
            line.Append((char)octet);
        }
    }

    private async Task<bool> FillAsync()
    {
        _start = 0;
        _end = await _stream.ReadAsync(_buffer, 0, _buffer.Length).ConfigureAwait(false);
        return _end > 0;
    }
}
