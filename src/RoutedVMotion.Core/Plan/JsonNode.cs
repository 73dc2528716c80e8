using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>A JSON value that knows where it stands. Its path is put together when it is asked for: most never are.</summary>
internal sealed class JsonNode
{
    private static readonly JsonMember[] NoMembers = [];
    private static readonly JsonNode[] NoItems = [];

    private readonly JsonPlace _place;
    private List<JsonMember>? _members;
    private List<JsonNode>? _items;

    public JsonNode(JsonNodeKind kind, string text, JsonPlace place)
    {
        Kind = kind;
        Text = text;
        _place = place;
    }

    public JsonNodeKind Kind { get; }

    /// <summary>A string's value; a number as it is written; else empty.</summary>
    public string Text { get; }

    /// <summary>Where it begins.</summary>
    public SourcePosition Position => _place.ToPosition();

    /// <summary>For example racks[0].vmotion; "$" for the root.</summary>
    public string Path => _place.Path;

    /// <summary>An object's properties in their order, repeated ones included.</summary>
    public IReadOnlyList<JsonMember> Members => _members ?? (IReadOnlyList<JsonMember>)NoMembers;

    /// <summary>An array's items.</summary>
    public IReadOnlyList<JsonNode> Items => _items ?? (IReadOnlyList<JsonNode>)NoItems;

    public void Add(JsonMember member) => (_members ??= []).Add(member);

    public void Add(JsonNode item) => (_items ??= []).Add(item);
}
