using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

/// <summary>docs/plan.schema.json against what the reader accepts: names and words come from PlanProperties, once.</summary>
public sealed class PlanSchemaTests
{
    private static readonly JObject Schema = JObject.Parse(File.ReadAllText(Path.Combine(PlanText.RepositoryRoot, "docs", "plan.schema.json")));

    [Fact]
    public void Every_kind_of_object_has_the_properties_that_the_reader_knows_and_no_others()
    {
        var kinds = new Dictionary<string, JObject> { ["plan"] = Schema };
        foreach (JProperty definition in ((JObject)Schema["definitions"]!).Properties())
        {
            if (definition.Value["properties"] is not null) kinds.Add(definition.Name, (JObject)definition.Value);
        }

        Assert.Equal(PlanProperties.ByKind.Keys.Order(StringComparer.Ordinal), kinds.Keys.Order(StringComparer.Ordinal));
        foreach ((string kind, JObject schema) in kinds)
        {
            Assert.Equal(PlanProperties.ByKind[kind], ((JObject)schema["properties"]!).Properties().Select(property => property.Name));
            Assert.False((bool)schema["additionalProperties"]!);
        }
    }

    [Fact]
    public void Every_closed_set_has_the_words_that_the_reader_knows()
    {
        Assert.Equal(PlanProperties.Reaches.Keys, Words("vmNetwork.properties.by"));
        Assert.Equal(PlanProperties.Stacks.Keys, Words("stack"));
        Assert.Equal(PlanProperties.RuleWords, Words("ruleWord"));
        Assert.Equal([PlanProperties.SddcManager], Words("rack.properties.managedBy"));
    }

    [Fact]
    public void Every_property_has_a_text_to_hover_over()
    {
        foreach (JProperty property in Schema.DescendantsAndSelf().OfType<JObject>()
            .SelectMany(schema => ((schema["properties"] as JObject) ?? new JObject()).Properties()))
        {
            JToken schema = property.Value["$ref"] is JToken reference
                ? Schema.SelectToken(((string)reference!).Replace("#/", string.Empty, StringComparison.Ordinal).Replace('/', '.'))!
                : property.Value;
            Assert.True(schema["description"] is not null, property.Path);
            // Draft-07 ignores whatever stands beside a $ref.
            Assert.True(property.Value["$ref"] is null || ((JObject)property.Value).Count == 1, property.Path);
        }
    }

    private static IEnumerable<string> Words(string path) =>
        Schema["definitions"]!.SelectToken(path)!["enum"]!.Values<string>().Select(word => word!);
}
