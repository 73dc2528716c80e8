using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// A JSON object of a known kind while it is read: says what is unknown, repeated, missing or of the wrong type, and gives
/// the rest. A value that was complained of reads as absent, so that one mistake gives one message.
/// </summary>
internal sealed class PlanObject
{
    /// <summary>The most characters of a note; names are far shorter.</summary>
    public const int LongestText = 4000;

    private const int MaximumMessages = 1000;

    private readonly string _kind;
    private readonly Dictionary<string, JsonNode> _values = new(StringComparer.Ordinal);
    private readonly List<PlanMessage> _messages;

    private PlanObject(string kind, JsonNode node, List<PlanMessage> messages)
    {
        _kind = kind;
        _messages = messages;
        Node = node;
    }

    public JsonNode Node { get; }

    /// <summary>The object; null, and a message, where the node is none.</summary>
    public static PlanObject? Of(JsonNode node, string kind, List<PlanMessage> messages)
    {
        if (!IsKind(node, JsonNodeKind.Object, "an object in { }", messages)) return null;
        var result = new PlanObject(kind, node, messages);
        IReadOnlyList<string> known = PlanProperties.ByKind[kind];
        foreach (JsonMember member in node.Members)
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                string? near = Nearest(member.Name, known);
                Add(
                    messages,
                    "PlanUnknownProperty",
                    $"'{LocatedJson.Shorten(member.Name)}' is no property of {Words(kind)}.",
                    near is null ? $"It can have: {string.Join(", ", known)}." : $"Did you mean '{near}'?",
                    member.Position);
            }
            else if (result._values.ContainsKey(member.Name))
            {
                Repeated(messages, member);
            }
            else
            {
                result._values.Add(member.Name, member.Value);
            }
        }

        return result;
    }

    /// <summary>Says that a property is there twice.</summary>
    public static void Repeated(List<PlanMessage> messages, JsonMember member) => Add(
        messages, "PlanRepeatedProperty", $"'{LocatedJson.Shorten(member.Name)}' is said twice.", "Keep one of the two.", member.Position);

    /// <summary>Adds an error, unless there are so many that nobody reads them.</summary>
    public static void Add(List<PlanMessage> messages, string id, string text, string whatToDo, SourcePosition position)
    {
        if (messages.Count < MaximumMessages) messages.Add(new PlanMessage(Severity.Error, id, text, whatToDo, position));
    }

    /// <summary>The node is of this kind; else a message.</summary>
    public static bool IsKind(JsonNode node, JsonNodeKind kind, string expected, List<PlanMessage> messages)
    {
        if (node.Kind == kind) return true;
        string found = node.Kind switch
        {
            JsonNodeKind.Null => "null",
            JsonNodeKind.Boolean => "true or false",
            JsonNodeKind.Number => "a number",
            JsonNodeKind.String => "a text",
            JsonNodeKind.Array => "a list",
            _ => "an object",
        };
        Add(
            messages,
            "PlanWrongType",
            $"Here stands {found}, where {expected} belongs.",
            node.Kind == JsonNodeKind.Null ? "Leave the property out." : $"Write {expected}.",
            node.Position);
        return false;
    }

    /// <summary>The value; null where it is absent. A required one that is absent gives a message.</summary>
    public JsonNode? Get(string name, bool required = false)
    {
        if (!PlanProperties.ByKind[_kind].Contains(name, StringComparer.Ordinal))
            throw new ArgumentException($"PlanProperties does not know '{name}' of {_kind}.", nameof(name));
        if (_values.TryGetValue(name, out JsonNode? value)) return value;
        if (required) Add(_messages, "PlanMissingProperty", $"{Words(_kind, true)} has no '{name}'.", $"Add \"{name}\".", Node.Position);
        return null;
    }

    /// <summary>A text that is not empty.</summary>
    public string? GetText(string name, bool required = false) => Get(name, required) is JsonNode node ? Text(node, _messages) : null;

    /// <summary>A text that is not empty, or null and a message.</summary>
    public static string? Text(JsonNode node, List<PlanMessage> messages)
    {
        if (!IsKind(node, JsonNodeKind.String, "a text", messages)) return null;
        if (node.Text.Length > LongestText)
        {
            Add(messages, "PlanTextTooLong", "This text is longer than any name or note needs to be.", $"Keep it below {LongestText} characters.", node.Position);
            return null;
        }

        if (node.Text.Trim().Length > 0) return node.Text;
        Add(messages, "PlanEmptyText", "An empty text says nothing.", "Fill it in or leave it out.", node.Position);
        return null;
    }

    /// <summary>A list of texts; empty where it is absent.</summary>
    public IReadOnlyList<string> GetTexts(string name, Func<JsonNode, bool>? accept = null)
    {
        if (Get(name) is not JsonNode list || !IsKind(list, JsonNodeKind.Array, "a list in [ ]", _messages)) return Array.Empty<string>();
        var texts = new List<string>(list.Items.Count);
        foreach (JsonNode item in list.Items)
        {
            if (Text(item, _messages) is string text && (accept is null || accept(item))) texts.Add(text);
        }

        return texts.ToArray();
    }

    /// <summary>A list of name patterns.</summary>
    public IReadOnlyList<string> GetPatterns(string name) => GetTexts(name, IsPattern);

    /// <summary>The text is a pattern; else a message.</summary>
    public bool IsPattern(JsonNode node)
    {
        if (Wildcard.TryParse(node.Text, out _)) return true;
        Add(
            _messages,
            "PlanInvalidPattern",
            $"'{LocatedJson.Shorten(node.Text)}' has a bracket that is not closed, empty, or runs backwards.",
            "Write [abc] or [a-c], or a backtick before a bracket that is part of the name.",
            node.Position);
        return false;
    }

    /// <summary>A whole number.</summary>
    public int? GetInteger(string name, bool required = false)
    {
        if (Get(name, required) is not JsonNode node || !IsKind(node, JsonNodeKind.Number, "a whole number", _messages)) return null;
        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)) return value;
        Add(_messages, "PlanWrongType", $"{LocatedJson.Shorten(node.Text)} is not a whole number.", "Write a whole number such as 9000.", node.Position);
        return null;
    }

    /// <summary>A number of milliseconds.</summary>
    public double? GetMilliseconds(string name)
    {
        if (Get(name) is not JsonNode node || !IsKind(node, JsonNodeKind.Number, "a number", _messages)) return null;
        bool good = double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0 && !double.IsInfinity(value);
        if (good) return value;
        Add(_messages, "PlanOutOfRange", $"{LocatedJson.Shorten(node.Text)} is no time in milliseconds.", "Write a number above 0, such as 5.", node.Position);
        return null;
    }

    /// <summary>A word of a closed set.</summary>
    public string? GetWord(string name, IEnumerable<string> words, bool required = false) =>
        Get(name, required) is JsonNode node ? Word(node, words, _messages) : null;

    /// <summary>A word of a closed set, or null and a message.</summary>
    public static string? Word(JsonNode node, IEnumerable<string> words, List<PlanMessage> messages)
    {
        if (!IsKind(node, JsonNodeKind.String, "a text", messages)) return null;
        if (words.Contains(node.Text, StringComparer.Ordinal)) return node.Text;
        Add(messages, "PlanUnknownWord", $"'{LocatedJson.Shorten(node.Text)}' is not known here.", $"Write one of: {string.Join(", ", words)}.", node.Position);
        return null;
    }

    /// <summary>An address of this family.</summary>
    public InetAddress? GetAddress(string name, AddressFamily family)
    {
        if (Get(name) is not JsonNode node || Text(node, _messages) is not string text) return null;
        if (TryParseAddress(text, family, out InetAddress address)) return address;
        Add(
            _messages,
            "PlanInvalidAddress",
            $"'{LocatedJson.Shorten(text)}' is not an {family} address.",
            family == AddressFamily.IPv4 ? "Write four numbers such as 172.16.1.1, without a prefix length." : "Write an address such as fd00:16:1::1, without a prefix length or a zone.",
            node.Position);
        return null;
    }

    /// <summary>A subnet of this family.</summary>
    public Subnet? GetSubnet(string name, AddressFamily family)
    {
        if (Get(name) is not JsonNode node || Text(node, _messages) is not string text) return null;
        if (text.IndexOf('%') < 0 && InterfaceAddress.TryParse(text, out InterfaceAddress parsed) && parsed.Family == family)
        {
            if (parsed.Address == parsed.Subnet.Network) return parsed.Subnet;
            Add(
                _messages,
                "PlanInvalidSubnet",
                $"'{LocatedJson.Shorten(text)}' is an address in a subnet and not the subnet, which is {parsed.Subnet}.",
                $"Write \"{parsed.Subnet}\".",
                node.Position);
            return null;
        }

        Add(
            _messages,
            "PlanInvalidSubnet",
            $"'{LocatedJson.Shorten(text)}' is not an {family} subnet.",
            family == AddressFamily.IPv4 ? "Write a subnet such as 172.16.1.0/24." : "Write a subnet such as fd00:16:1::/64.",
            node.Position);
        return null;
    }

    /// <summary>A range of addresses of this family.</summary>
    public AddressPool? GetPool(string name, AddressFamily family)
    {
        if (Get(name) is not JsonNode node || Text(node, _messages) is not string text) return null;
        string[] ends = text.Split('-');
        if (ends.Length == 2 && TryParseAddress(ends[0], family, out InetAddress first) && TryParseAddress(ends[1], family, out InetAddress last))
        {
            if (first <= last) return new AddressPool(first, last);
            Add(_messages, "PlanInvalidPool", $"The pool '{LocatedJson.Shorten(text)}' ends before it begins.", $"Write \"{last}-{first}\".", node.Position);
            return null;
        }

        Add(
            _messages,
            "PlanInvalidPool",
            $"'{LocatedJson.Shorten(text)}' is not a range of {family} addresses.",
            family == AddressFamily.IPv4 ? "Write the first and the last address, such as 172.16.1.11-172.16.1.60." : "Write the first and the last address, such as fd00:16:1::11-fd00:16:1::60.",
            node.Position);
        return null;
    }

    private static bool TryParseAddress(string text, AddressFamily family, out InetAddress address) =>
        InetAddress.TryParse(text, out address) && address.Family == family && text.IndexOf('%') < 0;

    private static string Words(string kind, bool capital = false)
    {
        string words = kind switch
        {
            PlanProperties.Plan => "the plan",
            PlanProperties.Defaults => "defaults",
            PlanProperties.Rack => "a rack",
            PlanProperties.VMotion => "vmotion",
            PlanProperties.Adapter => "an adapter",
            PlanProperties.Address => "a pinned address",
            _ => "an entry of vmNetworks",
        };
        return capital ? char.ToUpperInvariant(words[0]) + words.Substring(1) : words;
    }

    /// <summary>The known name that differs by case or by a letter or two.</summary>
    internal static string? Nearest(string name, IEnumerable<string> known) =>
        name.Length > 40
            ? null
            : known.Select(candidate => (candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
                .Where(pair => pair.Distance <= Math.Max(1, pair.candidate.Length / 4))
                .OrderBy(pair => pair.Distance)
                .Select(pair => pair.candidate)
                .FirstOrDefault();

    private static int Distance(string left, string right)
    {
        int[] previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, 1 + Math.Min(previous[j], current[j - 1]));
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
