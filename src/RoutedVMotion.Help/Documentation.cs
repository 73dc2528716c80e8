using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Xml.Linq;

namespace RoutedVMotion.Help;

/// <summary>The documentation comments of assemblies, as the compiler writes them, by member.</summary>
public sealed class Documentation
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a documentation file.</summary>
    public void Load(string path)
    {
        if (!_files.Add(Path.GetFullPath(path))) return;
        foreach (XElement member in XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member"))
        {
            if ((string?)member.Attribute("name") is string id) _members[id] = member;
        }
    }

    /// <summary>The comment on a type; null if it has none.</summary>
    public XElement? Of(Type type)
    {
        // A type of another assembly is documented in the file beside that.
        string beside = Path.ChangeExtension(type.Assembly.Location, ".xml");
        if (type.Assembly.Location.Length > 0 && File.Exists(beside)) Load(beside);
        return _members.GetValueOrDefault("T:" + Id(type));
    }

    /// <summary>The comment on a property, at the class that declares it; null if it has none.</summary>
    public XElement? Of(PropertyInfo property)
    {
        Type declaring = property.DeclaringType!;
        _ = Of(declaring);
        return _members.GetValueOrDefault("P:" + Id(declaring) + "." + property.Name);
    }

    private static string Id(Type type) =>
        (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
