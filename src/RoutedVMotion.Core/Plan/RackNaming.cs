using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace RoutedVMotion.Core.Plan;

/// <summary>Names for racks, from the names of their leaves: leaf-01a and leaf-01b are rack-01.</summary>
internal static class RackNaming
{
    private const string Role = "leaf|tor|switch|sw|lf";

    /// <summary>What the leaves' names have in common; empty where that tells nothing.</summary>
    public static string Short(IReadOnlyList<string> leaves)
    {
        if (leaves.Count == 0) return string.Empty;
        string[] names = leaves.Select(WithoutDomain).ToArray();
        string common = names.Length == 1 ? Regex.Replace(names[0], "(?<=[0-9])[A-Za-z]$", string.Empty) : WithoutNumber(CommonPrefix(names), names);
        common = Regex.Replace(common.TrimEnd('-', '_', '.'), $"(^|[-_.])({Role})$", string.Empty, RegexOptions.IgnoreCase).TrimEnd('-', '_', '.');
        return common.Any(char.IsDigit) ? ToRack(common) : string.Empty;
    }

    /// <summary>What they have in common, and then what tells them apart: leaf-101 and leaf-102 are rack-101-102.</summary>
    public static string Long(IReadOnlyList<string> leaves)
    {
        string[] names = leaves.Select(WithoutDomain).ToArray();
        string common = names.Length == 1 ? string.Empty : WithoutNumber(CommonPrefix(names), names);
        return ToRack(common + string.Join("-", names.Select(name => name.Substring(common.Length))));
    }

    /// <summary>"rack-2" before "rack-10".</summary>
    public static int CompareNaturally(string left, string right)
    {
        string[] leftParts = Regex.Split(left, "([0-9]+)"), rightParts = Regex.Split(right, "([0-9]+)");
        for (int i = 0; i < Math.Min(leftParts.Length, rightParts.Length); i++)
        {
            // Odd parts are numbers: by value, that is by length without leading zeros, then by digits.
            string a = i % 2 == 0 ? leftParts[i] : leftParts[i].TrimStart('0');
            string b = i % 2 == 0 ? rightParts[i] : rightParts[i].TrimStart('0');
            int order = i % 2 == 1 && a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
            if (order != 0) return order;
        }

        int byLength = leftParts.Length.CompareTo(rightParts.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(left, right);
    }

    private static string ToRack(string name) =>
        Regex.Replace(name, $"(^|[-_.])({Role})[-_]?(?=[0-9])", "$1rack-", RegexOptions.IgnoreCase);

    private static string WithoutDomain(string name)
    {
        int dot = name.IndexOf('.');
        return dot > 0 ? name.Substring(0, dot) : name;
    }

    private static string CommonPrefix(string[] names)
    {
        int length = names.Min(name => name.Length);
        int same = 0;
        while (same < length && names.All(name => char.ToUpperInvariant(name[same]) == char.ToUpperInvariant(names[0][same]))) same++;
        return names[0].Substring(0, same);
    }

    /// <summary>Numbers are taken whole: leaf-101 and leaf-102 have "leaf-" in common, not "leaf-10".</summary>
    private static string WithoutNumber(string prefix, string[] names) =>
        names.Any(name => name.Length > prefix.Length && char.IsDigit(name[prefix.Length])) ? prefix.TrimEnd("0123456789".ToCharArray()) : prefix;
}
