using System;
using System.Globalization;

using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator.Vim.EsxCli;

/// <summary>A command's result as the XML text that travels inside ExecuteSoap's response (facts C1.8).</summary>
internal sealed class EsxCliOutput
{
    private readonly Utf8Buffer _buffer = new();

    /// <summary>An array of data objects.</summary>
    public static string Array(Action<EsxCliOutput> write) => Object("ArrayOfDataObject", write);

    /// <summary>What goes into faultDetail for a command's own error.</summary>
    public static string Fault(string message) => Object(
        "LocalizedMethodFault",
        output => output.Object("fault", "VimEsxCLICLIFault", fault => fault.Field("errMsg", message)));

    public EsxCliOutput Object(string element, string type, Action<EsxCliOutput> write)
    {
        _buffer.Append("<" + element + " xsi:type=\"" + type + "\">");
        write(this);
        _buffer.Append("</" + element + ">");
        return this;
    }

    public EsxCliOutput Field(string name, string value)
    {
        _buffer.Append("<" + name + ">").AppendEscaped(value).Append("</" + name + ">");
        return this;
    }

    public EsxCliOutput Field(string name, int value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    public EsxCliOutput Field(string name, bool value) => Field(name, value ? "true" : "false");

    private static string Object(string type, Action<EsxCliOutput> write)
    {
        var output = new EsxCliOutput();
        output._buffer.Append(
            "<obj xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xmlns=\"urn:vim25\" versionId=\"5.0\" xsi:type=\"" + type + "\">");
        write(output);
        output._buffer.Append("</obj>");
        return System.Text.Encoding.UTF8.GetString(output._buffer.ToArray());
    }
}
