using System;
using System.Collections.Generic;
using System.Linq;

using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>Several of one kind.</summary>
internal sealed class ListCodec<T> : Codec<IReadOnlyList<T>>
{
    private readonly Codec<T> _item;
    private readonly Func<T, string>? _key;
    private readonly string? _unique;
    private readonly bool _isOrdered;

    /// <param name="item">What an item is.</param>
    /// <param name="key">What an item is called, by which it is found again in another snapshot; null where it is nothing but its value.</param>
    /// <param name="unique">Two items of one name are an error, and are called so; null where they are not.</param>
    /// <param name="isOrdered">The order means something.</param>
    public ListCodec(Codec<T> item, Func<T, string>? key = null, string? unique = null, bool isOrdered = true)
    {
        _isOrdered = isOrdered;
        _item = item;
        _key = key;
        _unique = unique;
    }

    public override void Write(JsonEmitter json, IReadOnlyList<T> value)
    {
        json.BeginArray();
        foreach (T item in value) _item.Write(json, item);
        json.End();
    }

    public override IReadOnlyList<T> Read(JsonScanner json)
    {
        var items = new List<T>();
        HashSet<string>? keys = _unique is null ? null : new(StringComparer.Ordinal);
        json.BeginArray();
        while (json.NextItem())
        {
            T item = _item.Read(json);
            if (keys is not null && !keys.Add(_key!(item))) throw json.Fail($"There are two {_unique} {JsonScanner.Quote(_key(item))}.");
            items.Add(item);
        }

        return items.Count == 0 ? Array.Empty<T>() : items.ToArray();
    }

    public override IReadOnlyList<T> Redact(IReadOnlyList<T> value, IRedaction redaction) =>
        value.Count == 0 ? value : value.Select(item => _item.Redact(item, redaction)).ToArray();

    public override string Describe(IReadOnlyList<T> value) => value.Count == 0 ? "none" : string.Join(", ", value.Select(_item.Describe));

    public override void Compare(IReadOnlyList<T> before, IReadOnlyList<T> after, DifferencePlace place)
    {
        if (_key is null)
        {
            CompareValues(before, after, place);
            return;
        }

        ILookup<string, T> was = before.ToLookup(_key, StringComparer.Ordinal), isNow = after.ToLookup(_key, StringComparer.Ordinal);
        foreach (string key in before.Concat(after).Select(_key).Distinct(StringComparer.Ordinal))
        {
            // Where several bear one name they are taken in their order.
            using IEnumerator<T> old = was[key].GetEnumerator(), current = isNow[key].GetEnumerator();
            while (true)
            {
                bool hadOne = old.MoveNext(), hasOne = current.MoveNext();
                if (!hadOne && !hasOne) break;
                DifferencePlace item = place.Item(key);
                if (hadOne && hasOne) _item.Compare(old.Current, current.Current, item);
                else item.Report(hadOne ? _item.Describe(old.Current) : null, hasOne ? _item.Describe(current.Current) : null);
            }
        }
    }

    public override JObject Schema(JObject definitions) => new() { ["type"] = "array", ["items"] = _item.Schema(definitions) };

    // Of a list of hundreds only what has come and gone is worth a line.
    private void CompareValues(IReadOnlyList<T> before, IReadOnlyList<T> after, DifferencePlace place)
    {
        string[] was = before.Select(_item.Describe).ToArray(), isNow = after.Select(_item.Describe).ToArray();
        if (!_isOrdered)
        {
            was = was.OrderBy(value => value, StringComparer.Ordinal).ToArray();
            isNow = isNow.OrderBy(value => value, StringComparer.Ordinal).ToArray();
        }

        if (was.SequenceEqual(isNow, StringComparer.Ordinal)) return;
        string[] gone = was.Except(isNow, StringComparer.Ordinal).ToArray(), come = isNow.Except(was, StringComparer.Ordinal).ToArray();
        if (gone.Length == 0 && come.Length == 0) place.Report(string.Join(", ", was), string.Join(", ", isNow));
        else place.Report(gone.Length == 0 ? null : string.Join(", ", gone), come.Length == 0 ? null : string.Join(", ", come));
    }
}
