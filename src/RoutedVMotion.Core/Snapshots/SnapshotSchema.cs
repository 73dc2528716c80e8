using System.Linq;

using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>The JSON schema of snapshots, as docs/snapshot.schema.json has it.</summary>
public static class SnapshotSchema
{
    /// <summary>The text of it.</summary>
    public static string Write()
    {
        var definitions = new JObject();
        SnapshotFormat.Document.Schema(definitions);
        var root = new JObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A snapshot of RoutedVMotion",
        };
        foreach (JProperty property in ((JObject)definitions["snapshot"]!).Properties().ToArray()) root.Add(property.Name, property.Value);
        definitions.Remove("snapshot");
        root["definitions"] = new JObject(definitions.Properties().OrderBy(definition => definition.Name, System.StringComparer.Ordinal));
        return root.ToString(Formatting.Indented).Replace("\r\n", "\n") + "\n";
    }
}
