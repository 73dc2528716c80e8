using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>Replaces words by words, addresses by addresses and MAC addresses by MAC addresses, each one to one.</summary>
internal sealed class Redactor : IRedaction
{
    private const string Sentences = "(redacted)";
    private const string Consonants = "bcdfghjklmnprstvwz";
    private const string Vowels = "aeiou";

    // NSX for vSphere's names of its networks, by which they are told.
    private const string VxlanName = "vxw-dvs-";
    private static readonly HashSet<string> s_vxlanWords = new(StringComparer.OrdinalIgnoreCase) { "vxw", "dvs", "virtualwire", "sid" };

    // ESXi's own and NSX's; what somebody has made has a name of its own.
    private static readonly HashSet<string> s_wellKnown = new(StringComparer.Ordinal)
    {
        NetstackKeys.Default, NetstackKeys.VMotion, NetstackKeys.Provisioning, "vxlan", "hyperbus", "mirror", "ops", "nsx-overlay",
    };

    // What ESXi's ping says: the reason is one of errno's.
    private static readonly Regex s_harmless = new(@"^sendto\(\) failed \([A-Za-z ]+\)$", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, string> _words;
    private readonly AddressRedaction _addresses;
    private readonly RedactionCensus _census;
    private readonly byte[] _key;

    public Redactor(RedactionCensus census, byte[] key)
    {
        _census = census;
        _key = key;
        _addresses = new AddressRedaction(census.Subnets, key);
        // In the order of the words, so that what is sorted by name stays in its order.
        string[] words = census.Words.OrderBy(word => word, StringComparer.Ordinal).ToArray();
        int syllables = 2;
        long capacity = (long)Math.Pow(Consonants.Length * Vowels.Length, syllables);
        for (; capacity < words.Length; syllables++) capacity *= Consonants.Length * Vowels.Length;
        long step = words.Length == 0 ? 1 : capacity / words.Length;
        _words = words.Select((word, index) => (word, Token: Token(index * step, syllables))).ToDictionary(pair => pair.word, pair => pair.Token, StringComparer.Ordinal);
    }

    public static bool IsWellKnown(string stackKey) => s_wellKnown.Contains(stackKey);

    public string Name(string name)
    {
        var redacted = new StringBuilder();
        bool isVxlan = name.StartsWith(VxlanName, StringComparison.OrdinalIgnoreCase);
        foreach (NamePart part in NamePart.Split(name, _census))
        {
            redacted.Append(part.Kind switch
            {
                NamePartKind.Word when isVxlan && s_vxlanWords.Contains(part.Text) => part.Text,
                NamePartKind.Word => WithCaseOf(part.Text, _words[part.Text.ToLowerInvariant()]),
                NamePartKind.Mac => Mac(part.Text, part.Separator),
                NamePartKind.Address when part.Address.Family == AddressFamily.IPv4 => _addresses.Map(part.Address).ToString().Replace(".", part.Separator),
                NamePartKind.Address => _addresses.Map(part.Address).ToString(),
                NamePartKind.Prefix => string.Join(part.Separator, _addresses.Map(part.Address).ToBytes().Take(3)),
                _ => part.Text,
            });
        }

        return redacted.ToString();
    }

    public string Sentence(string sentence) => s_harmless.IsMatch(sentence) ? sentence : Sentences;

    public string StackKey(string key) => IsWellKnown(key) ? key : Name(key);

    public string Identity(string id)
    {
        using var hash = new HMACSHA256(_key);
        byte[] bytes = hash.ComputeHash(Encoding.UTF8.GetBytes("identity " + id.ToLowerInvariant()));
        return new Guid(bytes.Take(16).ToArray()).ToString();
    }

    public InetAddress Address(InetAddress address) => _addresses.Map(address);

    public InterfaceAddress Address(InterfaceAddress address) => new(_addresses.Map(address.Address), address.PrefixLength);

    public Subnet Destination(Subnet subnet) => new(_addresses.Map(subnet.Network), subnet.PrefixLength);

    private string Mac(string text, string separator)
    {
        byte[] bytes = new byte[6];
        string digits = NamePart.DigitsOf(text);
        for (int i = 0; i < 6; i++) bytes[i] = Convert.ToByte(digits.Substring(2 * i, 2), 16);
        bytes = _addresses.MapMac(bytes);
        string hex = string.Concat(bytes.Select(value => value.ToString(digits.Any(char.IsUpper) ? "X2" : "x2", System.Globalization.CultureInfo.InvariantCulture)));
        int group = separator.Length == 0 ? digits.Length : text.IndexOf(separator, StringComparison.Ordinal);
        return string.Join(separator, Enumerable.Range(0, 12 / group).Select(i => hex.Substring(i * group, group)));
    }

    private static string WithCaseOf(string word, string token)
    {
        char[] letters = token.ToCharArray();
        for (int i = 0; i < letters.Length && i < word.Length; i++)
            if (char.IsUpper(word[i])) letters[i] = char.ToUpperInvariant(letters[i]);
        return new string(letters);
    }

    private static string Token(long number, int syllables)
    {
        char[] letters = new char[2 * syllables];
        for (int i = letters.Length - 1; i >= 0; i--)
        {
            string alphabet = i % 2 == 0 ? Consonants : Vowels;
            letters[i] = alphabet[(int)(number % alphabet.Length)];
            number /= alphabet.Length;
        }

        return new string(letters);
    }
}
