using System;
using System.Linq;
using System.Text;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>The API versions that the simulated vCenter speaks.</summary>
internal static class ServiceVersions
{
    private const string Namespace = "urn:vim25";

    // Newest first, as vCenter 8.0.2 lists them.
    private static readonly string[] All =
    {
        "8.0.2.0", "8.0.1.0", "8.0.0.2", "8.0.0.1", "8.0.0.0", "7.0.3.2", "7.0.3.1", "7.0.3.0", "7.0.2.1", "7.0.2.0", "7.0.1.1", "7.0.1.0",
        "7.0.0.2", "7.0.0.0", "6.9.1", "6.8.7", "6.7.3", "6.7.2", "6.7.1", "6.7", "6.5", "6.0", "5.5", "5.1", "5.0", "4.1", "4.0",
    };

    /// <summary>What stands at /sdk/vimServiceVersions.xml.</summary>
    public static ArraySegment<byte> Document { get; } = new(Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><namespaces version=\"1.0\"><namespace><name>" + Namespace + "</name><version>" + All[0]
        + "</version><priorVersions>" + string.Concat(All.Skip(1).Select(version => "<version>" + version + "</version>"))
        + "</priorVersions></namespace></namespaces>"));

    /// <summary>
    /// The version that a SOAPAction names, with or without quotes; the oldest if it names none. One that is not in the list
    /// is taken all the same, as vCenter takes it from clients that never look at the list (govmomi's "7.0" and "9.0"); nobody
    /// is told more than this vCenter knows.
    /// </summary>
    /// <exception cref="VimFault">It names something else than a version of vim25.</exception>
    public static ApiVersion Read(string soapAction)
    {
        string uri = soapAction.Trim().Trim('"');
        if (uri.Length == 0 || uri == Namespace) return ApiVersion.Parse(All[All.Length - 1]);
        if (!uri.StartsWith(Namespace + "/", StringComparison.Ordinal) || !ApiVersion.TryParse(uri.Substring(Namespace.Length + 1), out ApiVersion asked))
            throw VimFault.InvalidRequest($"Unsupported version URI \"{uri}\"\n\nwhile parsing SOAP body\nat line 1, column 0");
        return asked > ApiVersion.Current ? ApiVersion.Current : asked;
    }
}
