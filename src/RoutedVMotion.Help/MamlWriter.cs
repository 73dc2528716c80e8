using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace RoutedVMotion.Help;

/// <summary>
/// Writes the MAML that Get-Help reads. Elements stand in the order in which its views expect them; the views are those of the
/// engine (Help.format.ps1xml in Windows PowerShell, built in from PowerShell 6 on).
/// </summary>
public static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes a help file.</summary>
    public static void Write(IEnumerable<CmdletHelp> cmdlets, string path)
    {
        var items = new XElement(
            Msh + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            cmdlets.Select(Cmdlet));
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using XmlWriter writer = XmlWriter.Create(path, settings);
        new XDocument(items).Save(writer);
    }

    private static XElement Cmdlet(CmdletHelp help)
    {
        string[] name = help.Name.Split('-', 2);
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", help.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                Description([help.Synopsis])),
            Description(help.Description),
            new XElement(
                Command + "syntax",
                help.ParameterSets.Select(set => new XElement(
                    Command + "syntaxItem",
                    new XElement(Maml + "name", help.Name),
                    set.Select(parameter => Parameter(parameter, inSyntax: true))))),
            new XElement(Command + "parameters", help.Parameters.Select(parameter => Parameter(parameter, inSyntax: false))),
            new XElement(Command + "inputTypes", help.Inputs.Select(type => Type("inputType", type))),
            new XElement(Command + "returnValues", help.Outputs.Select(type => Type("returnValue", type))),
            new XElement(Command + "examples", help.Examples.Select((example, index) => Example(example, index + 1))),
            new XElement(
                Command + "relatedLinks",
                help.Links.Select(link => new XElement(
                    Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address)))));
    }

    private static XElement Parameter(ParameterHelp parameter, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", parameter.Mandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", parameter.Wildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.Pipeline),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        Description(parameter.Text),
        // In the syntax a switch stands without a value, and a closed set stands for its type.
        inSyntax && parameter.AcceptedValues.Count > 0
            ? new XElement(Command + "parameterValueGroup", parameter.AcceptedValues.Select(value => Value(value, required: false)))
            : null,
        inSyntax && parameter.IsSwitch ? null : Value(parameter.Type, required: !parameter.IsSwitch),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.Default));

    private static XElement Value(string text, bool required) => new(
        Command + "parameterValue",
        new XAttribute("required", required ? "true" : "false"),
        new XAttribute("variableLength", "false"),
        text);

    private static XElement Type(string element, TypeHelp type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Description(type.Text));

    private static XElement Example(ExampleHelp example, int number) => new(
        Command + "example",
        new XElement(Maml + "title", string.Create(CultureInfo.InvariantCulture, $"-------- Example {number}: {example.Title} --------")),
        new XElement(Dev + "code", example.Code),
        // The empty one keeps the next example apart.
        new XElement(Dev + "remarks", example.Remarks.Append(string.Empty).Select(text => new XElement(Maml + "para", text))));

    private static XElement Description(IEnumerable<string> paragraphs) =>
        new(Maml + "description", paragraphs.Select(text => new XElement(Maml + "para", text)));
}
