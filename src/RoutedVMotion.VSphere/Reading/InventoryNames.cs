using System;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>Names in the inventory.</summary>
internal static class InventoryNames
{
    /// <summary>A name as people see it: vCenter writes %2f, %5c and %25 for slash, backslash and per cent, and nothing else.</summary>
    public static string Decode(string name) => name.IndexOf('%') < 0
        ? name
        // The per cent sign last: what comes out of it is not to be decoded again.
        : Replace(Replace(Replace(name, "%2f", "/"), "%5c", "\\"), "%25", "%");

    private static string Replace(string text, string code, string character)
    {
        for (int at = text.IndexOf(code, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(code, at + 1, StringComparison.OrdinalIgnoreCase))
            text = text.Remove(at, code.Length).Insert(at, character);
        return text;
    }
}
