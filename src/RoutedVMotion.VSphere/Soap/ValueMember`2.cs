using System;
using System.Reflection;
using System.Xml;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>A property that is one element.</summary>
internal sealed class ValueMember<TOwner, TValue> : Member
    where TOwner : DynamicData
{
    private readonly Func<TOwner, TValue?> _get;
    private readonly Action<TOwner, TValue?> _set;

    // Found when it is first needed: types may contain themselves.
    private WireFormat<TValue>? _format;

    public ValueMember(PropertyInfo property)
        : base(KnownNames.Intern(NameOf(property)))
    {
        _get = (Func<TOwner, TValue?>)Delegate.CreateDelegate(typeof(Func<TOwner, TValue?>), property.GetMethod!);
        _set = (Action<TOwner, TValue?>)Delegate.CreateDelegate(typeof(Action<TOwner, TValue?>), property.SetMethod!);
    }

    private WireFormat<TValue> Format => _format ??= (WireFormat<TValue>)WireFormat.For(typeof(TValue));

    public override object? Get(DynamicData source) => _get((TOwner)source);

    public override void Read(SoapReader reader, DynamicData target) => _set((TOwner)target, Format.Read(reader));

    public override void Write(XmlWriter writer, DynamicData source)
    {
        if (_get((TOwner)source) is not TValue value) return;
        writer.WriteStartElement(Name, Namespaces.Vim25);
        Format.Write(writer, value);
        writer.WriteEndElement();
    }
}
