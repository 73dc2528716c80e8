using System;
using System.Collections.Generic;
using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>How values of <typeparamref name="T"/> are read and written.</summary>
internal abstract class WireFormat<T> : WireFormat
{
    /// <summary>The element's value; null where it is of a type that we do not know, and then it has been passed over.</summary>
    public abstract T? Read(SoapReader reader);

    /// <summary>Attributes and content of an element that has been begun.</summary>
    public abstract void Write(XmlWriter writer, T value);

    public override object? ReadObject(SoapReader reader) => Read(reader);

    public override Array ReadChildren(SoapReader reader)
    {
        var items = new List<T>();
        for (bool more = reader.Enter(); more; more = reader.MoveToSibling())
        {
            if (Read(reader) is T item) items.Add(item);
        }

        return items.ToArray();
    }
}
