using System.Collections.Generic;
using System.IO;
using System.Xml;

using RoutedVMotion.Bench.Recordings;

namespace RoutedVMotion.Bench.Read;

/// <summary>What no reader of XML on .NET can do without: node after node, and nothing made of it.</summary>
internal static class BareParser
{
    public static XmlReaderSettings Plain { get; } = new() { DtdProcessing = DtdProcessing.Prohibit };

    /// <summary>As SoapReader has them.</summary>
    public static XmlReaderSettings Ours { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreWhitespace = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    public static void Read(IEnumerable<RecordedReply> replies, XmlReaderSettings settings)
    {
        foreach (RecordedReply reply in replies)
        {
            using Stream stream = reply.OpenPlain();
            using var reader = XmlReader.Create(stream, settings);
            while (reader.Read())
            {
            }
        }
    }
}
