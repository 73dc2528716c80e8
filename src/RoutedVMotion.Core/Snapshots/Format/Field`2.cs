using System;

using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>A property whose value is of one kind. What is absent is left out.</summary>
internal sealed class Field<T, TValue> : Field<T>
{
    private readonly Func<T, TValue> _get;
    private readonly Func<T, TValue, T> _with;
    private readonly Codec<TValue> _codec;
    private readonly Func<TValue, bool> _isAbsent;

    public Field(Func<T, TValue> get, Func<T, TValue, T> with, Codec<TValue> codec, Func<TValue, bool> isAbsent)
    {
        _get = get;
        _with = with;
        _codec = codec;
        _isAbsent = isAbsent;
    }

    public override void Write(JsonEmitter json, T owner)
    {
        TValue value = _get(owner);
        if (_isAbsent(value)) return;
        json.Name(Name);
        _codec.Write(json, value);
    }

    public override T Read(JsonScanner json, T owner) => _with(owner, _codec.Read(json));

    public override T Redact(T owner, IRedaction redaction)
    {
        TValue value = _get(owner);
        return _isAbsent(value) ? owner : _with(owner, _codec.Redact(value, redaction));
    }

    public override void Compare(T before, T after, DifferencePlace place)
    {
        TValue was = _get(before), isNow = _get(after);
        bool wasAbsent = _isAbsent(was), isAbsent = _isAbsent(isNow);
        if (wasAbsent && isAbsent) return;
        place = place.Property(Name);
        // An empty list is compared as a list: each item that has come is a difference of its own.
        if (was is not null && isNow is not null) _codec.Compare(was, isNow, place);
        else place.Report(wasAbsent ? null : _codec.Describe(was), isAbsent ? null : _codec.Describe(isNow));
    }

    public override string? Describe(T owner)
    {
        TValue value = _get(owner);
        return _isAbsent(value) ? null : _codec.Describe(value);
    }

    public override JObject Schema(JObject definitions)
    {
        JObject schema = _codec.Schema(definitions);
        // Draft-07 ignores whatever stands beside a $ref.
        if (schema["$ref"] is null) schema.AddFirst(new JProperty("description", Description));
        return schema;
    }
}
