using System.Xml;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>A managed object reference: the type is an attribute (without a namespace), the id is the text.</summary>
internal sealed class ReferenceFormat : WireFormat<ManagedObjectReference>
{
    public override ManagedObjectReference Read(SoapReader reader)
    {
        string type = reader.GetAttribute("type") ?? string.Empty;
        return new ManagedObjectReference(type, reader.ReadText());
    }

    public override void Write(XmlWriter writer, ManagedObjectReference value)
    {
        writer.WriteAttributeString("type", value.Type);
        writer.WriteString(value.Value);
    }
}
