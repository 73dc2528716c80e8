using System;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>Where two snapshots are held against each other: which thing of a host, which property of it.</summary>
internal readonly struct DifferencePlace
{
    private readonly Action<string, string, string?, string?> _report;
    private readonly string _item;
    private readonly string _property;

    /// <param name="report">Gets item, property, and what was and is.</param>
    public DifferencePlace(Action<string, string, string?, string?> report)
        : this(report, string.Empty, string.Empty)
    {
    }

    private DifferencePlace(Action<string, string, string?, string?> report, string item, string property)
    {
        _report = report;
        _item = item;
        _property = property;
    }

    /// <summary>One of several things that have names: an adapter, a stack. What follows is a property of it.</summary>
    public DifferencePlace Item(string name) => new(_report, _item.Length == 0 ? name : _item + ", " + name, string.Empty);

    /// <summary>A property.</summary>
    public DifferencePlace Property(string name) => new(_report, _item, _property.Length == 0 ? name : _property + "." + name);

    /// <summary>Here is a difference; null is what was not or is not there.</summary>
    public void Report(string? before, string? after) => _report(_item, _property, before, after);
}
