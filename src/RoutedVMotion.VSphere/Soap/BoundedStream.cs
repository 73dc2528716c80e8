using System.IO;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// Counts what a reader takes from a reply, after decompression, and ends replies that no honest server sends: a whole reply
/// beyond the limit, or a single node of it beyond another.
/// </summary>
internal sealed class BoundedStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly string _server;
    private readonly long _limit;
    private long _count;
    private long _nodeEnd;

    public BoundedStream(Stream inner, string server, long limit)
    {
        _inner = inner;
        _server = server;
        _limit = limit;
    }

    /// <summary>The reader wanted more than there was.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The reader goes on to the next node, which may not have more bytes than this.</summary>
    public void BeginNode(long limit) => _nodeEnd = _count + limit;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _inner.Read(buffer, offset, count);
        if (read <= 0)
        {
            IsAtEnd = true;
            return 0;
        }

        _count += read;
        if (_count > _limit || _count > _nodeEnd)
        {
            throw new VSphereReplyException(
                _server,
                ReplyProblem.TooLarge,
                $"The reply of {_server} was given up after {_count >> 20} MiB: it is larger than any reply of a vCenter should be.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
