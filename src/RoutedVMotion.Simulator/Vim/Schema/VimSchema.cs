using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>
/// The part of the vim25 schema that the simulator speaks, read from the table vim25.schema. Reader, writer and property
/// paths all go by it, so that none of them can drift from the others.
/// </summary>
internal sealed class VimSchema
{
    private static readonly Lazy<VimSchema> TheSchema = new(Load);

    private readonly Dictionary<string, TypeDefinition> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MethodDefinition> _methods = new(StringComparer.Ordinal);

    private VimSchema()
    {
    }

    /// <summary>The schema.</summary>
    public static VimSchema Vim25 => TheSchema.Value;

    public IEnumerable<TypeDefinition> Types => _types.Values;

    public IEnumerable<MethodDefinition> Methods => _methods.Values;

    /// <summary>The type of this name.</summary>
    /// <exception cref="KeyNotFoundException">The table has none: a mistake of the simulator's.</exception>
    public TypeDefinition this[string name] =>
        Find(name) ?? throw new KeyNotFoundException($"vim25.schema does not define '{name}'.");

    public TypeDefinition? Find(string name) => _types.TryGetValue(name, out TypeDefinition? type) ? type : null;

    public MethodDefinition? FindMethod(string name) => _methods.TryGetValue(name, out MethodDefinition? method) ? method : null;

    private static VimSchema Load()
    {
        using Stream stream = typeof(VimSchema).Assembly.GetManifestResourceStream("vim25.schema")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader);
    }

    private static VimSchema Parse(TextReader reader)
    {
        var schema = new VimSchema();
        var blocks = new Dictionary<string, (string[] Header, List<string> Lines)>(StringComparer.Ordinal);
        var order = new List<string>();
        List<string>? current = null;
        while (reader.ReadLine() is string line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == ' ')
            {
                current!.Add(line.Trim());
                continue;
            }

            string[] header = line.Split(' ');
            current = new List<string>();
            blocks.Add(header[1], (header, current));
            order.Add(header[1]);
        }

        foreach (string name in order) schema.Define(name, blocks);
        return schema;
    }

    // A base may stand after the types that derive from it.
    private TypeDefinition Define(string name, Dictionary<string, (string[] Header, List<string> Lines)> blocks)
    {
        if (Find(name) is TypeDefinition known) return known;
        (string[] header, List<string> lines) = blocks[name];
        TypeDefinition? baseType = header.Length > 3 ? Define(header[3], blocks) : null;
        TypeKind kind = header[0] switch
        {
            "data" => TypeKind.Data,
            "fault" => TypeKind.Fault,
            "managed" => TypeKind.Managed,
            "enum" => TypeKind.Enum,
            _ => throw new FormatException($"vim25.schema: unknown kind '{header[0]}'."),
        };
        IReadOnlyList<string> words = kind == TypeKind.Enum ? lines.SelectMany(line => line.Split(' ')).ToArray() : Array.Empty<string>();
        FieldDefinition[] fields = kind == TypeKind.Enum
            ? Array.Empty<FieldDefinition>()
            : lines.Where(line => !IsMethod(line)).Select(ParseField).ToArray();
        var type = new TypeDefinition(kind, name, baseType, fields, words);
        _types.Add(name, type);
        foreach (string line in lines.Where(IsMethod))
        {
            MethodDefinition method = ParseMethod(line, type);
            _methods.Add(method.Name, method);
        }

        return type;
    }

    private static bool IsMethod(string line) => line.StartsWith("method ", StringComparison.Ordinal) && line.IndexOf('(') > 0;

    // "method" is a legal field name too (ExecuteSoap has such a parameter), hence the look for the parenthesis.
    private static MethodDefinition ParseMethod(string line, TypeDefinition owner)
    {
        int open = line.IndexOf('(');
        int close = line.IndexOf(')');
        string name = line.Substring("method ".Length, open - "method ".Length);
        string parameters = line.Substring(open + 1, close - open - 1);
        string result = line.Substring(close + 1).Trim();
        return new MethodDefinition(
            name,
            owner,
            parameters.Length == 0
                ? Array.Empty<FieldDefinition>()
                : parameters.Split(',').Select(parameter => ParseField(parameter.Trim())).ToArray(),
            result.Length == 0 ? null : ParseField("returnval " + result));
    }

    private static FieldDefinition ParseField(string line)
    {
        string[] words = line.Split(' ');
        string type = words[1];
        Multiplicity multiplicity = type[type.Length - 1] switch
        {
            '?' => Multiplicity.Optional,
            '*' => Multiplicity.Many,
            '+' => Multiplicity.OneOrMore,
            _ => Multiplicity.Required,
        };
        if (multiplicity != Multiplicity.Required) type = type.Substring(0, type.Length - 1);
        return new FieldDefinition(
            words[0], type, multiplicity, words.Length > 2 ? ApiVersion.Parse(words[2].Substring(1)) : null);
    }
}
