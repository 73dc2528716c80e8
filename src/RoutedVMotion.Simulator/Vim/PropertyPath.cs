using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// A property path such as config.network.vnic or config.network.vnic["key-vim.host.VirtualNic-vmk1"].device. A path that
/// goes on behind an array without naming an element is invalid (facts H).
/// </summary>
internal sealed class PropertyPath
{
    private static readonly char[] Separators = { '.', '[' };

    private readonly List<(string Name, string? Key)> _steps;

    private PropertyPath(string text, List<(string Name, string? Key)> steps)
    {
        Text = text;
        _steps = steps;
    }

    /// <summary>The path as the client wrote it.</summary>
    public string Text { get; }

    /// <summary>The managed object's own property that it starts with.</summary>
    public string Property => _steps[0].Name;

    /// <summary>Reads a path; null if it is none.</summary>
    public static PropertyPath? Parse(string text)
    {
        var steps = new List<(string, string?)>();
        int at = 0;
        while (at < text.Length)
        {
            int end = text.IndexOfAny(Separators, at);
            if (end < 0) end = text.Length;
            if (end == at) return null;
            string name = text.Substring(at, end - at);
            string? key = null;
            if (end < text.Length && text[end] == '[')
            {
                int close = FindClose(text, end);
                if (close < 0) return null;
                key = text.Substring(end + 1, close - end - 1).Trim('"');
                end = close + 1;
            }

            steps.Add((name, key));
            if (end == text.Length) break;
            if (text[end] != '.' || end + 1 == text.Length) return null;
            at = end + 1;
        }

        return steps.Count == 0 ? null : new PropertyPath(text, steps);
    }

    /// <summary>Follows the path from a managed object, as a client of this API version sees it.</summary>
    public PropertyValue Resolve(ManagedObject start, Session? session, ApiVersion version)
    {
        TypeDefinition? type = start.Type;
        object? holder = start;
        for (int i = 0; i < _steps.Count; i++)
        {
            (string name, string? key) = _steps[i];
            // Of a type that the schema only names nothing is ever set, so that it does not matter what its fields are.
            if (type is null) return new PropertyValue(true, null, null, false);
            int index = type.IndexOf(name);
            if (index < 0) return PropertyValue.Invalid;
            FieldDefinition field = type.Fields[index];
            if (!field.IsKnownTo(version)) return PropertyValue.Invalid;
            object? value = holder switch
            {
                ManagedObject managed => managed.GetProperty(name, session),
                DataObject data => data[index],
                _ => null,
            };

            bool isLast = i == _steps.Count - 1;
            if (field.IsArray)
            {
                if (key is null)
                    return isLast ? new PropertyValue(true, value, field, true) : PropertyValue.Invalid;
                value = ((IReadOnlyList<object>?)value)?.FirstOrDefault(element => GetKey(element) == key);
            }
            else if (key is not null)
            {
                return PropertyValue.Invalid;
            }

            if (isLast) return new PropertyValue(true, value, field, false);
            type = value is DataObject found ? found.Type : VimSchema.Vim25.Find(field.TypeName);
            if (type is null && IsSimple(field.TypeName)) return PropertyValue.Invalid;
            holder = value;
        }

        return PropertyValue.Invalid;
    }

    private static bool IsSimple(string typeName) => typeName.Length > 0 && char.IsLower(typeName[0]);

    // A key may hold dots and brackets; in quotes it ends at the quote.
    private static int FindClose(string text, int open)
    {
        if (open + 1 < text.Length && text[open + 1] == '"')
        {
            int quote = text.IndexOf('"', open + 2);
            return quote >= 0 && quote + 1 < text.Length && text[quote + 1] == ']' ? quote + 1 : -1;
        }

        return text.IndexOf(']', open);
    }

    private static string? GetKey(object element) => element switch
    {
        DataObject data when data.Type.IndexOf("key") is >= 0 and int index => Convert.ToString(data[index], System.Globalization.CultureInfo.InvariantCulture),
        ManagedReference reference => reference.Id,
        _ => null,
    };
}
