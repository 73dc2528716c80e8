using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>xsd:boolean.</summary>
internal sealed class BooleanFormat : WireFormat<bool?>
{
    public override bool? Read(SoapReader reader) => reader.ReadBoolean();

    public override void Write(XmlWriter writer, bool? value) => writer.WriteString(value == true ? "true" : "false");
}
