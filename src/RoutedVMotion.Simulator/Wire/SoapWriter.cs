using RoutedVMotion.Simulator.Vim;
using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>Envelopes as vCenter writes them.</summary>
internal static class SoapWriter
{
    public const string ContentType = "text/xml; charset=utf-8";

    private const string Start =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<soapenv:Envelope xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\"\n"
        + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"\n"
        + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"\n"
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
        + "<soapenv:Body>\n";

    private const string Finish = "\n</soapenv:Body>\n</soapenv:Envelope>";

    public static void Begin(Utf8Buffer output) => output.Append(Start);

    public static void End(Utf8Buffer output) => output.Append(Finish);

    /// <summary>Writes a method's response element.</summary>
    public static void WriteResult(Utf8Buffer output, MethodDefinition method, object? result, ApiVersion version)
    {
        output.Append("<" + method.Name + "Response xmlns=\"urn:vim25\">");
        if (result is IReplyContent content) content.WriteTo(output);
        else if (method.Result is not null) new VimWriter(output, version).WriteField(method.Result, result);
        output.Append("</" + method.Name + "Response>");
    }

    /// <summary>Writes a whole envelope with a fault. The detail's element is the type's name and "Fault" (facts B1).</summary>
    public static void WriteFault(Utf8Buffer output, VimFault fault, ApiVersion version)
    {
        string type = fault.Fault.Type.Name;
        output.Append(Start)
            .Append("<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>")
            .AppendEscaped(fault.Message)
            .Append("</faultstring><detail><" + type + "Fault xmlns=\"urn:vim25\" xsi:type=\"" + type + "\">");
        new VimWriter(output, version).WriteFields(fault.Fault);
        output.Append("</" + type + "Fault></detail></soapenv:Fault>").Append(Finish);
    }
}
