using System;
using System.IO;
using System.Linq;

using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Tests.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>docs/snapshot.schema.json is what the reader reads.</summary>
public sealed class SchemaPageTests
{
    [Fact]
    public void The_page_is_what_the_reader_reads()
    {
        string page = Path.Combine(PlanText.RepositoryRoot, "docs", "snapshot.schema.json");
        if (Environment.GetEnvironmentVariable("ROUTEDVMOTION_WRITE_DOCS") == "1") File.WriteAllText(page, SnapshotSchema.Write());
        Assert.Equal(File.ReadAllText(page).ReplaceLineEndings("\n"), SnapshotSchema.Write());
    }

    [Fact]
    public void Every_property_has_a_text_to_hover_over_and_no_object_takes_others()
    {
        JObject schema = JObject.Parse(SnapshotSchema.Write());
        JObject[] kinds = schema.DescendantsAndSelf().OfType<JObject>().Where(one => one["properties"] is JObject).ToArray();
        Assert.True(kinds.Length > 10);
        Assert.All(kinds, kind => Assert.False((bool)kind["additionalProperties"]!));
        foreach (JProperty property in kinds.SelectMany(kind => ((JObject)kind["properties"]!).Properties()))
        {
            JToken target = property.Value["$ref"] is JToken reference ? schema.SelectToken(((string)reference!)[2..].Replace('/', '.'))! : property.Value;
            Assert.True(target["description"] is not null, property.Path);
        }
    }
}
