using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>xsd:int and shorter ones.</summary>
internal sealed class Int32Format : WireFormat<int?>
{
    public override int? Read(SoapReader reader) =>
        reader.ReadInteger() is long value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    public override void Write(XmlWriter writer, int? value) => writer.WriteString(XmlConvert.ToString(value.GetValueOrDefault()));
}
