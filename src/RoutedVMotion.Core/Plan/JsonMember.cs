namespace RoutedVMotion.Core.Plan;

/// <summary>A property of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Where the name stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(string Name, SourcePosition Position, JsonNode Value);
