using System;
using System.IO;
using System.Text;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>Bytes of a reply as it grows: UTF-8 text, and fragments that were rendered before.</summary>
internal sealed class Utf8Buffer
{
    private byte[] _bytes;

    public Utf8Buffer(int capacity = 1024) => _bytes = new byte[capacity];

    public int Length { get; private set; }

    public Utf8Buffer Append(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += Encoding.UTF8.GetBytes(text, 0, text.Length, _bytes, Length);
        return this;
    }

    public Utf8Buffer Append(byte[] fragment)
    {
        Reserve(fragment.Length);
        Buffer.BlockCopy(fragment, 0, _bytes, Length, fragment.Length);
        Length += fragment.Length;
        return this;
    }

    /// <summary>Text as the content of an element or attribute. What XML cannot say becomes a question mark.</summary>
    public Utf8Buffer AppendEscaped(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            string? escaped = text[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#xD;",
                < ' ' and not '\t' and not '\n' => "?",
                _ => null,
            };
            if (escaped is null) continue;
            if (i > start) Append(text.Substring(start, i - start));
            Append(escaped);
            start = i + 1;
        }

        return start == 0 ? Append(text) : Append(text.Substring(start));
    }

    public byte[] ToArray()
    {
        byte[] copy = new byte[Length];
        Buffer.BlockCopy(_bytes, 0, copy, 0, Length);
        return copy;
    }

    /// <summary>The bytes themselves, not a copy; the buffer is not to be used afterwards.</summary>
    public ArraySegment<byte> Detach() => new(_bytes, 0, Length);

    public void WriteTo(Stream stream) => stream.Write(_bytes, 0, Length);

    private void Reserve(int more)
    {
        if (_bytes.Length - Length >= more) return;
        Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
    }
}
