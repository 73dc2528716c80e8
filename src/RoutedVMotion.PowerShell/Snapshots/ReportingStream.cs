using System;
using System.IO;

namespace RoutedVMotion.PowerShell.Snapshots;

/// <summary>A file that says how far it has been read.</summary>
internal sealed class ReportingStream : Stream
{
    private readonly FileStream _file;
    private readonly Action<long, long> _onRead;

    /// <param name="file">The file.</param>
    /// <param name="onRead">Gets the bytes read so far, and those of the whole file.</param>
    internal ReportingStream(FileStream file, Action<long, long> onRead)
    {
        _file = file;
        _onRead = onRead;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _file.Read(buffer, offset, count);
        _onRead(_file.Position, _file.Length);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
