using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// The body of a reply, read with patience: each read waits no longer than the call's clock allows, and a cancellation is heard
/// at once even where the stream below does not listen to tokens (.NET Framework): then the read is left behind and the
/// response is disposed, which closes the connection.
/// </summary>
internal sealed class PacedStream : ReadOnlyStream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _inner;
    private readonly CallClock _clock;
    private readonly string _server;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public PacedStream(HttpResponseMessage response, Stream inner, CallClock clock, string server)
    {
        _response = response;
        _inner = inner;
        _clock = clock;
        _server = server;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = Fill();
        }

        int taken = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_buffer, _start, buffer, offset, taken);
        _start += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
            _clock.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Fill()
    {
        _clock.Start();
        try
        {
            Task<int> read = _inner.ReadAsync(_buffer, 0, _buffer.Length, _clock.Token);
            if (!read.IsCompleted) read.Wait(_clock.Token);
            return read.GetAwaiter().GetResult();
        }
        catch (Exception e) when (_clock.Token.IsCancellationRequested)
        {
            _response.Dispose();
            if (_clock.IsCancelledByUser) throw new OperationCanceledException("The read was cancelled.", e);
            throw Stalled(e);
        }
        catch (AggregateException e)
        {
            throw Broken(e.GetBaseException());
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or SocketException)
        {
            throw Broken(e);
        }
        finally
        {
            _clock.Stop();
        }
    }

    private VSphereTransportException Stalled(Exception inner) => new(
        _server,
        TransportProblem.Stalled,
        _clock.IsWholeCallOver
            ? $"The reply of {_server} took longer than a whole call may and was given up. Try again, or with a longer timeout."
            : $"The reply of {_server} stopped in the middle and did not go on within the timeout. Try again, or with a longer timeout.",
        inner: inner);

    private VSphereException Broken(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException)
            {
                return new VSphereTransportException(
                    _server, TransportProblem.ConnectionLost, $"The connection to {_server} was lost while its reply was read. Try again.", inner: e);
            }
        }

        return new VSphereReplyException(_server, ReplyProblem.CutOff, $"The reply of {_server} was cut off in the middle. Try again.", e);
    }
}
