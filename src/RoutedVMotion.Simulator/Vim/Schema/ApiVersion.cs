using System;
using System.Globalization;

namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>A version of the vim25 API, such as 6.7.1 or 8.0.2.0; ordered by its numbers.</summary>
internal readonly struct ApiVersion : IEquatable<ApiVersion>, IComparable<ApiVersion>
{
    private readonly ulong _value;

    private ApiVersion(ulong value) => _value = value;

    /// <summary>The version that the simulated vCenter is.</summary>
    public static ApiVersion Current { get; } = Parse("8.0.2.0");

    public static ApiVersion Parse(string text) =>
        TryParse(text, out ApiVersion version) ? version : throw new FormatException($"'{text}' is no API version.");

    public static bool TryParse(string text, out ApiVersion version)
    {
        version = default;
        string[] parts = text.Split('.');
        if (parts.Length is < 1 or > 4) return false;
        ulong value = 0;
        for (int i = 0; i < 4; i++)
        {
            ushort part = 0;
            if (i < parts.Length && !ushort.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out part)) return false;
            value = (value << 16) | part;
        }

        version = new ApiVersion(value);
        return true;
    }

    public int CompareTo(ApiVersion other) => _value.CompareTo(other._value);

    public bool Equals(ApiVersion other) => _value == other._value;

    public override bool Equals(object? obj) => obj is ApiVersion other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public static bool operator <(ApiVersion left, ApiVersion right) => left._value < right._value;

    public static bool operator >(ApiVersion left, ApiVersion right) => left._value > right._value;
}
