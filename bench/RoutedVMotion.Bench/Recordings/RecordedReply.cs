using System;
using System.IO;
using System.IO.Compression;

namespace RoutedVMotion.Bench.Recordings;

/// <summary>One reply out of a recording.</summary>
internal sealed class RecordedReply
{
    private readonly string _path;
    private byte[]? _content;

    public RecordedReply(string path)
    {
        _path = path;
        string[] parts = Path.GetFileName(path).Split('.')[0].Split('-');
        IsInventory = parts[1] == "inventory";
        Method = parts[2];
    }

    public string Method { get; }

    public bool IsInventory { get; }

    /// <summary>Bytes on the wire.</summary>
    public long Length => new FileInfo(_path).Length;

    /// <summary>From now on out of memory, so that the disk is not measured.</summary>
    public void Load() => _content = File.ReadAllBytes(_path);

    /// <summary>As it comes off the wire: compressed if it is.</summary>
    public Stream Open() => _content is null ? File.OpenRead(_path) : new MemoryStream(_content);

    /// <summary>The XML.</summary>
    public Stream OpenPlain() => _path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(Open(), CompressionMode.Decompress) : Open();

    public long CountPlainBytes()
    {
        using Stream stream = OpenPlain();
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        for (int read; (read = stream.Read(buffer)) > 0;) total += read;
        return total;
    }
}
