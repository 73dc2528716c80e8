using System.Globalization;
using System.IO;

using Newtonsoft.Json;

namespace RoutedVMotion.Core.Reports;

/// <summary>A validation as JSON for other programs: the names are those of the objects, what is empty is left out.</summary>
public static class JsonReport
{
    /// <summary>The report as text.</summary>
    public static string Write(ValidationReport report)
    {
        // Not the serializer's defaults: those belong to the process, and somebody may have changed them.
        var serializer = JsonSerializer.Create(new JsonSerializerSettings
        {
            NullValueHandling = NullValueHandling.Ignore,
            Formatting = Formatting.Indented,
            Culture = CultureInfo.InvariantCulture,
            DateTimeZoneHandling = DateTimeZoneHandling.Utc,
            DateFormatString = "yyyy-MM-dd'T'HH:mm:ss'Z'",
        });
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        serializer.Serialize(text, new
        {
            report.Created,
            report.Plan,
            Servers = report.Servers.Count == 0 ? null : report.Servers,
            report.Probed,
            report.Summary,
            report.Findings,
        });
        return text.ToString() + "\n";
    }
}
