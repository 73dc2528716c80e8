using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>xsd:string, and all enumerations.</summary>
internal sealed class StringFormat : WireFormat<string>
{
    public override string Read(SoapReader reader) => reader.ReadText();

    public override void Write(XmlWriter writer, string value) => writer.WriteString(value);
}
