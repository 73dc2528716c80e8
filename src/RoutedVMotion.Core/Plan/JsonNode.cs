using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>A JSON value that knows where it stands.</summary>
internal sealed class JsonNode
{
    public JsonNode(JsonNodeKind kind, string text, SourcePosition position)
    {
        Kind = kind;
        Text = text;
        Position = position;
    }

    public JsonNodeKind Kind { get; }

    /// <summary>A string's value; a number as it is written; else empty.</summary>
    public string Text { get; }

    /// <summary>Where it begins.</summary>
    public SourcePosition Position { get; }

    /// <summary>An object's properties in their order, repeated ones included.</summary>
    public List<JsonMember> Members { get; } = [];

    /// <summary>An array's items.</summary>
    public List<JsonNode> Items { get; } = [];
}
