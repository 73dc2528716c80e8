using System.Collections.Generic;
using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// The name table of a reader: names that our types have are the same string instances in every reader, so that an element is
/// told by comparing references; other names live as long as the reader.
/// </summary>
internal sealed class KnownNames : XmlNameTable
{
    private static readonly string[][] Buckets = Build(TypeMap.AllNames());

    private readonly NameTable _others = new();

    /// <summary>The instance that readers give for this name.</summary>
    public static string Intern(string name)
    {
        foreach (string known in Buckets[Hash(name) & (Buckets.Length - 1)])
        {
            if (known == name) return known;
        }

        return name;
    }

    public override string Add(char[] array, int offset, int length) =>
        length == 0 ? string.Empty : Find(array, offset, length) ?? _others.Add(array, offset, length);

    public override string Add(string array) => Get(array) ?? _others.Add(array);

    public override string? Get(char[] array, int offset, int length) =>
        length == 0 ? string.Empty : Find(array, offset, length) ?? _others.Get(array, offset, length);

    public override string? Get(string array)
    {
        if (array.Length == 0) return string.Empty;
        foreach (string known in Buckets[Hash(array) & (Buckets.Length - 1)])
        {
            if (known == array) return known;
        }

        return _others.Get(array);
    }

    private static string? Find(char[] array, int offset, int length)
    {
        int hash = Hash(length, array[offset], array[offset + (length / 2)], array[offset + length - 1]);
        foreach (string known in Buckets[hash & (Buckets.Length - 1)])
        {
            if (known.Length != length) continue;
            int i = 0;
            while (i < length && known[i] == array[offset + i]) i++;
            if (i == length) return known;
        }

        return null;
    }

    private static int Hash(string name) => name.Length == 0 ? 0 : Hash(name.Length, name[0], name[name.Length / 2], name[name.Length - 1]);

    // Every tag of a reply is looked up here, and names are long: these four tell ours apart as well as all of their characters.
    private static int Hash(int length, char first, char middle, char last) => (((((first * 31) + middle) * 31) + last) * 31) + length;

    private static string[][] Build(IEnumerable<string> names)
    {
        var lists = new List<string>[2048];
        foreach (string name in names)
        {
            List<string> bucket = lists[Hash(name) & (lists.Length - 1)] ??= new List<string>();
            if (!bucket.Contains(name)) bucket.Add(name);
        }

        var buckets = new string[lists.Length][];
        for (int i = 0; i < lists.Length; i++) buckets[i] = lists[i]?.ToArray() ?? [];
        return buckets;
    }
}
