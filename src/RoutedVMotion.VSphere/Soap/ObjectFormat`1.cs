using System.Xml;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// A data object. The xsi:type decides which where there are several: a subtype that we do not know is read as the declared
/// type, whose elements it has too, or passed over where that one is abstract.
/// </summary>
internal sealed class ObjectFormat<T> : WireFormat<T>
    where T : DynamicData
{
    private readonly TypeMap _declared = TypeMap.Of(typeof(T));

    public override T? Read(SoapReader reader)
    {
        TypeMap map = _declared;
        string? typeName = null;
        if (_declared.HasSubtypes)
        {
            typeName = reader.GetTypeName(out _);
            if (typeName is not null && TypeMap.Find(typeName) is TypeMap known && typeof(T).IsAssignableFrom(known.Type)) map = known;
        }

        if (map.IsAbstract)
        {
            reader.Skip();
            return null;
        }

        DynamicData value = map.Create();
        if (value is MethodFault fault) fault.TypeName = typeName;
        map.Read(reader, value);
        return (T)value;
    }

    public override void Write(XmlWriter writer, T value)
    {
        TypeMap map = TypeMap.Of(value.GetType());
        if (map != _declared) writer.WriteAttributeString("type", Namespaces.SchemaInstance, map.Name);
        map.Write(writer, value);
    }
}
