namespace RoutedVMotion.Core.Plan;

/// <summary>A property of a JSON object.</summary>
internal sealed class JsonMember
{
    private readonly JsonPlace _place;

    public JsonMember(string name, JsonPlace place, JsonNode value)
    {
        Name = name;
        _place = place;
        Value = value;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where the name stands.</summary>
    public SourcePosition Position => _place.ToPosition();

    /// <summary>Its value.</summary>
    public JsonNode Value { get; }
}
