using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>The kinds of single values that a snapshot has.</summary>
internal static class Values
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // host-14, domain-c8, dvportgroup-42, a number; and the one of an ESXi host itself.
    private static readonly Regex s_madeId = new("^(?:[a-z-]+-[a-z]?[0-9]+|[0-9]+|ha-host)$", RegexOptions.CultureInvariant);

    private delegate bool TryParse<T>(string text, out T value);

    /// <summary>A text that is nobody's name and stays as it is: a device, a version.</summary>
    public static Codec<string> Word { get; } = Text((word, _) => word);

    /// <summary>
    /// A managed object id. What vCenter has numbered stays; what an ESXi host makes of names ("HaNetwork-VM Network") is one.
    /// </summary>
    public static Codec<string> ObjectId { get; } = Text((id, redaction) => s_madeId.IsMatch(id) ? id : redaction.Name(id));

    /// <summary>A name, or what may have names and addresses in it.</summary>
    public static Codec<string> Name { get; } = Text((name, redaction) => redaction.Name(name));

    /// <summary>A sentence.</summary>
    public static Codec<string> Sentence { get; } = Text((sentence, redaction) => redaction.Sentence(sentence));

    /// <summary>The key of a TCP/IP stack.</summary>
    public static Codec<string> StackKey { get; } = Text((key, redaction) => redaction.StackKey(key));

    /// <summary>A word of a neighbour table, or the MAC address that stands in its place.</summary>
    public static Codec<string> NeighborState { get; } = Text((state, redaction) => state.IndexOf(':') < 0 ? state : redaction.Name(state));

    /// <summary>What identifies a server.</summary>
    public static Codec<string> Identity { get; } = Text((id, redaction) => redaction.Identity(id));

    /// <summary>True or false.</summary>
    public static Codec<bool> Flag { get; } = new ScalarCodec<bool>(
        (json, value) => json.Flag(value), json => json.ReadFlag(), (value, _) => value, value => value ? "true" : "false", () => new JObject { ["type"] = "boolean" });

    /// <summary>A number that need not be whole.</summary>
    public static Codec<double> Real { get; } = new ScalarCodec<double>(
        (json, value) => json.Real(value),
        json => json.ReadReal(),
        (value, _) => value,
        value => value.ToString(CultureInfo.InvariantCulture),
        () => new JObject { ["type"] = "number", ["minimum"] = 0 });

    /// <summary>An address.</summary>
    public static Codec<InetAddress> Address { get; } = Parsed<InetAddress>(
        "an IPv4 or IPv6 address", InetAddress.TryParse, value => value.ToString(), (value, redaction) => redaction.Address(value));

    /// <summary>An address with a prefix length.</summary>
    public static Codec<InterfaceAddress> InterfaceAddress { get; } = Parsed<InterfaceAddress>(
        "an address with a prefix length", Addresses.InterfaceAddress.TryParse, value => value.ToString(), (value, redaction) => redaction.Address(value));

    /// <summary>A VLAN.</summary>
    public static Codec<Vlan> Vlan { get; } = Parsed<Vlan>(
        "a VLAN such as 2001, 0, \"trunk 0-4094\", \"pvlan 100/101\" or \"overlay 69632\"", Inventory.Vlan.TryParse, value => value.ToString(), (value, _) => value);

    /// <summary>A time, UTC.</summary>
    public static Codec<DateTime> Time { get; } = Parsed<DateTime>(
        "a time such as 2026-11-29T07:50:00.000Z",
        (string text, out DateTime value) => DateTime.TryParseExact(
            text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value),
        value => value.ToString(TimeFormat, CultureInfo.InvariantCulture),
        (value, _) => value);

    /// <summary>A whole number.</summary>
    public static Codec<int> Number(int least, int most) => new ScalarCodec<int>(
        (json, value) => json.Number(value),
        json => json.ReadNumber(least, most),
        (value, _) => value,
        value => value.ToString(CultureInfo.InvariantCulture),
        () => new JObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    /// <summary>One of a closed set of words.</summary>
    /// <param name="except">Words that stand in no file.</param>
    public static Codec<T> OneOf<T>(params T[] except)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames(typeof(T)).Except(except.Select(word => word.ToString())).ToArray();
        return new ScalarCodec<T>(
            (json, value) => json.Text(value.ToString()),
            json =>
            {
                string word = json.ReadText();
                // Not Enum.TryParse, which takes numbers and lists.
                if (!names.Contains(word, StringComparer.Ordinal)) throw json.Fail($"{JsonScanner.Quote(word)} is none of {string.Join(", ", names)}.");
                return (T)Enum.Parse(typeof(T), word);
            },
            (value, _) => value,
            value => value.ToString(),
            () => new JObject { ["enum"] = new JArray(names) });
    }

    private static Codec<string> Text(Func<string, IRedaction, string> redact) => new ScalarCodec<string>(
        (json, value) => json.Text(value), json => json.ReadText(), redact, value => value, () => new JObject { ["type"] = "string" });

    private static Codec<T> Parsed<T>(string what, TryParse<T> parse, Func<T, string> format, Func<T, IRedaction, T> redact) => new ScalarCodec<T>(
        (json, value) => json.Text(format(value)),
        json =>
        {
            string text = json.ReadText();
            return parse(text, out T value) ? value : throw json.Fail($"{JsonScanner.Quote(text)} is not {what}.");
        },
        redact,
        format,
        () => new JObject { ["type"] = "string" });
}
