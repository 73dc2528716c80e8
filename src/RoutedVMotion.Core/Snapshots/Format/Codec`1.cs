using System.Collections.Generic;

using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>
/// One kind of value in a snapshot: how it is written, read, replaced when a snapshot is redacted, compared with another, and
/// described in the schema. All of it in one place, so that none of these can forget a property.
/// </summary>
internal abstract class Codec<T>
{
    /// <summary>Writes it.</summary>
    public abstract void Write(JsonEmitter json, T value);

    /// <summary>Reads it.</summary>
    /// <exception cref="SnapshotException">Something else stands there.</exception>
    public abstract T Read(JsonScanner json);

    /// <summary>The value with all names and addresses in it replaced.</summary>
    public abstract T Redact(T value, IRedaction redaction);

    /// <summary>The value as a person would say it.</summary>
    public abstract string Describe(T value);

    /// <summary>Says what is different.</summary>
    public virtual void Compare(T before, T after, DifferencePlace place)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after)) place.Report(Describe(before), Describe(after));
    }

    /// <summary>The JSON schema of it. What has a name of its own goes into <paramref name="definitions"/>.</summary>
    public abstract JObject Schema(JObject definitions);
}
