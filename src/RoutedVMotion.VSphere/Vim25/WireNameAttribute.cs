using System;

namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The element's name, where it is not the property's with a small first letter.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireNameAttribute : Attribute
{
    public WireNameAttribute(string name) => Name = name;

    public string Name { get; }
}
