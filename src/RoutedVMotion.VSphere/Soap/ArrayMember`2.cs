using System;
using System.Collections.Generic;
using System.Reflection;
using System.Xml;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>A property that is an element for each of its items.</summary>
internal sealed class ArrayMember<TOwner, TItem> : Member
    where TOwner : DynamicData
{
    private readonly Func<TOwner, TItem[]?> _get;
    private readonly Action<TOwner, TItem[]?> _set;
    private WireFormat<TItem>? _format;

    public ArrayMember(PropertyInfo property)
        : base(KnownNames.Intern(NameOf(property)))
    {
        _get = (Func<TOwner, TItem[]?>)Delegate.CreateDelegate(typeof(Func<TOwner, TItem[]?>), property.GetMethod!);
        _set = (Action<TOwner, TItem[]?>)Delegate.CreateDelegate(typeof(Action<TOwner, TItem[]?>), property.SetMethod!);
    }

    private WireFormat<TItem> Format => _format ??= (WireFormat<TItem>)WireFormat.For(typeof(TItem));

    public override object? Get(DynamicData source) => _get((TOwner)source);

    public override void Read(SoapReader reader, DynamicData target)
    {
        var owner = (TOwner)target;
        TItem? item = Format.Read(reader);
        TItem[] before = _get(owner) ?? [];
        // Most lists have one item.
        if (before.Length == 0 && item is not null && !reader.IsAt(Name))
        {
            _set(owner, [item]);
            return;
        }

        var items = new List<TItem>(before);
        if (item is not null) items.Add(item);
        while (reader.IsAt(Name))
        {
            if (Format.Read(reader) is TItem next) items.Add(next);
        }

        _set(owner, items.ToArray());
    }

    public override void Write(XmlWriter writer, DynamicData source)
    {
        foreach (TItem item in _get((TOwner)source) ?? [])
        {
            writer.WriteStartElement(Name, Namespaces.Vim25);
            Format.Write(writer, item);
            writer.WriteEndElement();
        }
    }
}
