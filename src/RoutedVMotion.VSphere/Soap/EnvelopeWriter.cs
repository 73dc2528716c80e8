using System.IO;
using System.Text;
using System.Xml;

using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>Writes requests.</summary>
internal static class EnvelopeWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>The envelope of a request, in UTF-8. vCenter and its hosts write the operation id into their logs.</summary>
    public static byte[] Write(Request request, string operationId)
    {
        using var memory = new MemoryStream(1024);
        using (XmlWriter writer = XmlWriter.Create(memory, Settings))
        {
            writer.WriteStartElement("soapenv", "Envelope", Namespaces.Envelope);
            writer.WriteAttributeString("xmlns", "xsi", null, Namespaces.SchemaInstance);
            writer.WriteStartElement("soapenv", "Header", Namespaces.Envelope);
            writer.WriteElementString("operationID", operationId);
            writer.WriteEndElement();
            writer.WriteStartElement("soapenv", "Body", Namespaces.Envelope);
            WriteMethod(writer, request);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        byte[] envelope = memory.ToArray();
        // The other copy: a login has the password in it.
        byte[] copy = memory.GetBuffer();
        System.Array.Clear(copy, 0, copy.Length);
        return envelope;
    }

    /// <summary>The method's element, the envelope's body.</summary>
    public static void WriteMethod(XmlWriter writer, Request request)
    {
        TypeMap map = TypeMap.Of(request.GetType());
        writer.WriteStartElement(map.Name, Namespaces.Vim25);
        map.Write(writer, request);
        writer.WriteEndElement();
    }
}
