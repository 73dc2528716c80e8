using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>A property of an object in a snapshot.</summary>
internal abstract class Field<T>
{
    /// <summary>Its name in the document.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for the schema.</summary>
    public required string Description { get; init; }

    /// <summary>It has to be there.</summary>
    public required bool IsRequired { get; init; }

    public abstract void Write(JsonEmitter json, T owner);

    public abstract T Read(JsonScanner json, T owner);

    public abstract T Redact(T owner, IRedaction redaction);

    public abstract void Compare(T before, T after, DifferencePlace place);

    /// <summary>The value in words; null where there is none.</summary>
    public abstract string? Describe(T owner);

    public abstract JObject Schema(JObject definitions);
}
