using System;
using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>An element of a request, with the place where it stands and its xsi:type resolved to a namespace.</summary>
internal sealed class SoapElement
{
    private List<SoapElement>? _children;

    public SoapElement(string ns, string name, int line, int column)
    {
        Namespace = ns;
        Name = name;
        Line = line;
        Column = column;
    }

    public string Namespace { get; }

    public string Name { get; }

    public int Line { get; }

    public int Column { get; }

    /// <summary>The plain attribute "type" that references carry.</summary>
    public string? TypeAttribute { get; set; }

    /// <summary>xsi:type, resolved; null if there is none.</summary>
    public (string Namespace, string Name)? XsiType { get; set; }

    public string Text { get; set; } = string.Empty;

    public IReadOnlyList<SoapElement> Children => (IReadOnlyList<SoapElement>?)_children ?? Array.Empty<SoapElement>();

    public void Add(SoapElement child) => (_children ??= new List<SoapElement>()).Add(child);
}
