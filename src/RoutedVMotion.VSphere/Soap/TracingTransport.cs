using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>Tells one line for each call, once its reply has been read: method, bytes on the wire, milliseconds. Never a secret.</summary>
internal sealed class TracingTransport : ISoapTransport
{
    private readonly ISoapTransport _inner;
    private readonly Func<Action<string>?> _trace;

    public TracingTransport(ISoapTransport inner, Func<Action<string>?> trace)
    {
        _inner = inner;
        _trace = trace;
    }

    public async Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
    {
        if (_trace() is not Action<string> trace) return await _inner.SendAsync(request, cancel).ConfigureAwait(false);

        var watch = Stopwatch.StartNew();
        try
        {
            SoapReply reply = await _inner.SendAsync(request, cancel).ConfigureAwait(false);
            return new SoapReply
            {
                StatusCode = reply.StatusCode,
                ContentType = reply.ContentType,
                IsGzip = reply.IsGzip,
                Location = reply.Location,
                Cookie = reply.Cookie,
                Body = new CountingStream(reply.Body, bytes => trace(string.Format(
                    CultureInfo.InvariantCulture, "{0}: {1} bytes{2}, {3} ms", request.Method, bytes, reply.IsGzip ? " (gzip)" : string.Empty, watch.ElapsedMilliseconds))),
            };
        }
        catch (Exception e)
        {
            trace(string.Format(CultureInfo.InvariantCulture, "{0}: {1} after {2} ms", request.Method, e.GetType().Name, watch.ElapsedMilliseconds));
            throw;
        }
    }

    public void Dispose() => _inner.Dispose();

    private sealed class CountingStream : ReadOnlyStream
    {
        private readonly Stream _inner;
        private Action<long>? _done;
        private long _count;

        public CountingStream(Stream inner, Action<long> done)
        {
            _inner = inner;
            _done = done;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = _inner.Read(buffer, offset, count);
            _count += read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
                Interlocked.Exchange(ref _done, null)?.Invoke(_count);
            }

            base.Dispose(disposing);
        }
    }
}
