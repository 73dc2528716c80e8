using System;
using System.Collections.Generic;
using System.Linq;

using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>An object with named properties.</summary>
internal sealed class RecordCodec<T> : Codec<T>
    where T : class
{
    private readonly string _name;
    private readonly string _description;
    private readonly T _blank;
    private readonly List<Field<T>> _fields = new();
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private string? _first;
    private Func<T, T, IRedaction, T>? _afterRedaction;
    private Func<T, string>? _describe;

    /// <param name="name">Its name in the schema.</param>
    /// <param name="description">What it is, for the schema.</param>
    /// <param name="blank">An object without anything.</param>
    public RecordCodec(string name, string description, T blank)
    {
        _name = name;
        _description = description;
        _blank = blank;
    }

    /// <summary>A property that has to be there.</summary>
    public RecordCodec<T> Required<TValue>(string name, string description, Func<T, TValue> get, Func<T, TValue, T> with, Codec<TValue> codec) =>
        Add(name, description, get, with, codec, null);

    /// <summary>A property that may be null, and is left out then.</summary>
    public RecordCodec<T> Optional<TValue>(string name, string description, Func<T, TValue?> get, Func<T, TValue?, T> with, Codec<TValue> codec)
        where TValue : class =>
        Add<TValue>(name, description, get!, with!, codec, value => value is null);

    /// <summary>A property that may be null, and is left out then.</summary>
    public RecordCodec<T> Optional<TValue>(string name, string description, Func<T, TValue?> get, Func<T, TValue?, T> with, Codec<TValue> codec)
        where TValue : struct =>
        Add(name, description, get, with, new NullableCodec<TValue>(codec), value => value is null);

    /// <summary>A property that is left out where it has its normal value.</summary>
    public RecordCodec<T> Default<TValue>(
        string name, string description, Func<T, TValue> get, Func<T, TValue, T> with, Codec<TValue> codec, TValue normal) =>
        Add(name, description, get, with, codec, value => EqualityComparer<TValue>.Default.Equals(value, normal));

    /// <summary>A list that is left out where it is empty.</summary>
    public RecordCodec<T> Many<TItem>(
        string name, string description, Func<T, IReadOnlyList<TItem>> get, Func<T, IReadOnlyList<TItem>, T> with, ListCodec<TItem> codec) =>
        Add(name, description, get, with, codec, value => value.Count == 0);

    /// <summary>The property that stands first, whatever comes behind it.</summary>
    public RecordCodec<T> First(string name)
    {
        _first = name;
        return this;
    }

    /// <summary>What redaction has to do besides replacing value by value.</summary>
    public RecordCodec<T> Redacting(Func<T, T, IRedaction, T> afterRedaction)
    {
        _afterRedaction = afterRedaction;
        return this;
    }

    /// <summary>How to say it in a few words; else it is its properties, one after another.</summary>
    public RecordCodec<T> Saying(Func<T, string> describe)
    {
        _describe = describe;
        return this;
    }

    public override void Write(JsonEmitter json, T value)
    {
        json.BeginObject();
        foreach (Field<T> field in _fields) field.Write(json, value);
        json.End();
    }

    public override T Read(JsonScanner json)
    {
        T value = _blank;
        ulong seen = 0;
        bool isFirst = true;
        json.BeginObject();
        while (json.NextName(out string name))
        {
            if (isFirst && _first is not null && name != _first) throw json.Fail($"It does not begin with its {_first}, so that it is none of Export-VMotionSnapshot's.");
            isFirst = false;
            if (!_index.TryGetValue(name, out int index)) throw json.Fail($"There is no property {JsonScanner.Quote(name)} in {_name}.");
            if ((seen & (1UL << index)) != 0) throw json.Fail($"{JsonScanner.Quote(name)} stands here twice.");
            seen |= 1UL << index;
            value = _fields[index].Read(json, value);
        }

        for (int i = 0; i < _fields.Count; i++)
            if (_fields[i].IsRequired && (seen & (1UL << i)) == 0) throw json.Fail($"{_name} has no {_fields[i].Name}.");
        return value;
    }

    public override T Redact(T value, IRedaction redaction)
    {
        T redacted = _fields.Aggregate(value, (owner, field) => field.Redact(owner, redaction));
        return _afterRedaction is null ? redacted : _afterRedaction(value, redacted, redaction);
    }

    public override string Describe(T value) => _describe is not null
        ? _describe(value)
        : string.Join(" ", _fields.Select(field => (field.Name, Words: field.Describe(value))).Where(field => field.Words is not null).Select(field => $"{field.Name} {field.Words}"));

    public override void Compare(T before, T after, DifferencePlace place)
    {
        foreach (Field<T> field in _fields) field.Compare(before, after, place);
    }

    public override JObject Schema(JObject definitions)
    {
        if (definitions[_name] is null)
        {
            // Taken before its properties are, which may name others.
            var schema = new JObject { ["description"] = _description, ["type"] = "object", ["additionalProperties"] = false };
            definitions[_name] = schema;
            schema["required"] = new JArray(_fields.Where(field => field.IsRequired).Select(field => field.Name));
            schema["properties"] = new JObject(_fields.Select(field => new JProperty(field.Name, field.Schema(definitions))));
        }

        return new JObject { ["$ref"] = "#/definitions/" + _name };
    }

    private RecordCodec<T> Add<TValue>(
        string name, string description, Func<T, TValue> get, Func<T, TValue, T> with, Codec<TValue> codec, Func<TValue, bool>? isAbsent)
    {
        _index.Add(name, _fields.Count);
        _fields.Add(new Field<T, TValue>(get, with, codec, isAbsent ?? (_ => false)) { Name = name, Description = description, IsRequired = isAbsent is null });
        return this;
    }
}
