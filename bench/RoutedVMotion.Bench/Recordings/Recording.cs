using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace RoutedVMotion.Bench.Recordings;

/// <summary>
/// The replies of one server to a login and to an inventory, as files of a folder: 003-inventory-RetrievePropertiesEx.xml, and
/// beside it the same as .xml.gz.
/// </summary>
internal sealed class Recording
{
    private Recording(string folder, bool isGzip)
    {
        IsGzip = isGzip;
        Replies = Directory.GetFiles(folder, isGzip ? "*.gz" : "*.xml").Order(StringComparer.Ordinal).Select(path => new RecordedReply(path)).ToArray();
    }

    public bool IsGzip { get; }

    /// <summary>In the order in which they were asked for.</summary>
    public IReadOnlyList<RecordedReply> Replies { get; }

    /// <summary>Those to the inventory, which is what is measured.</summary>
    public IEnumerable<RecordedReply> Inventory => Replies.Where(reply => reply.IsInventory);

    public static Recording Open(string folder, bool isGzip) => new(folder, isGzip);

    public static void Save(string folder, IEnumerable<Exchange> login, IEnumerable<Exchange> inventory)
    {
        int number = 0;
        foreach ((string phase, Exchange exchange) in login.Select(one => ("login", one)).Concat(inventory.Select(one => ("inventory", one))))
        {
            string path = Path.Combine(folder, string.Format(CultureInfo.InvariantCulture, "{0:D3}-{1}-{2}.xml", ++number, phase, exchange.Method.Replace(".xml", "", StringComparison.Ordinal)));
            File.WriteAllBytes(path, exchange.Reply);
            using var gzip = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Optimal);
            gzip.Write(exchange.Reply);
        }
    }
}
