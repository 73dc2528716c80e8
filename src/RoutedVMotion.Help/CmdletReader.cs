using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace RoutedVMotion.Help;

/// <summary>
/// Puts together what the engine knows of a cmdlet (syntax, types, defaults) and what its class says in documentation
/// comments (everything else). What is missing there is a problem, with the member's name.
/// </summary>
public sealed class CmdletReader
{
    /// <summary>Fewer show one way of calling, not what it is good for.</summary>
    public const int FewestExamples = 2;

    private readonly Documentation _documentation;
    private readonly List<string> _problems = [];

    /// <summary>A reader with these comments.</summary>
    public CmdletReader(Documentation documentation) => _documentation = documentation;

    /// <summary>What is missing, a sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The cmdlets of an assembly, by name.</summary>
    public IReadOnlyList<CmdletHelp> Read(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.GetCustomAttribute<CmdletAttribute>() is not null)
        .Select(Read)
        .OrderBy(help => help.Name, StringComparer.Ordinal)
        .ToArray();

    /// <summary>One cmdlet.</summary>
    public CmdletHelp Read(Type type)
    {
        CmdletAttribute attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        string name = attribute.VerbName + "-" + attribute.NounName;
        XElement? comment = _documentation.Of(type);

        IReadOnlyList<string> synopsis = DocumentationText.Paragraphs(comment?.Element("summary"));
        if (synopsis.Count == 0) Miss(type, "has no <summary>: that is the synopsis of " + name);
        IReadOnlyList<string> description = DocumentationText.Paragraphs(comment?.Element("remarks"));
        if (description.Count == 0) Miss(type, "has no <remarks>: that is the description of " + name);

        ExampleHelp[] examples = comment?.Elements("example").Select(example => Example(type, example)).ToArray() ?? [];
        if (examples.Length < FewestExamples)
        {
            Miss(type, string.Create(
                CultureInfo.InvariantCulture, $"has {examples.Length} <example>s; {name} needs {FewestExamples} or more"));
        }

        Cmdlet instance = (Cmdlet)Activator.CreateInstance(type)!;
        CommandParameterSetInfo[] sets = new CmdletInfo(name, type).ParameterSets.OrderByDescending(set => set.IsDefault).ToArray();
        var texts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        ParameterHelp[][] inSets = sets
            .Select(set => InSyntaxOrder(set.Parameters.Where(IsShown).Select(parameter => Parameter(instance, parameter, texts))))
            .ToArray();
        ParameterHelp[] parameters = inSets
            .SelectMany(set => set)
            .GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .Select(Overall)
            .OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .ToArray();

        return new CmdletHelp(
            name, string.Join(' ', synopsis), description, inSets, parameters,
            Inputs(sets), Outputs(type), examples, Links(comment, attribute));
    }

    private ExampleHelp Example(Type type, XElement example)
    {
        XElement[] paragraphs = example.Elements("para").ToArray();
        XElement? code = example.Element("code");
        string title = paragraphs.Length > 0 && code is not null && paragraphs[0].IsBefore(code)
            ? string.Join(' ', DocumentationText.Paragraphs(paragraphs[0]))
            : string.Empty;
        string commands = code is null ? string.Empty : DocumentationText.Code(code);
        if (title.Length == 0) Miss(type, "has an <example> that does not begin with a <para>: that is its title");
        if (commands.Length == 0) Miss(type, "has an <example> without <code>");
        var remarks = new XElement("remarks", code?.NodesAfterSelf());
        return new ExampleHelp(title.TrimEnd('.', ':'), commands, DocumentationText.Paragraphs(remarks));
    }

    private ParameterHelp Parameter(Cmdlet instance, CommandParameterInfo parameter, Dictionary<string, IReadOnlyList<string>> texts)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        string[] accepted = AcceptedValues(type, parameter.Attributes);
        PropertyInfo? property = instance.GetType().GetProperty(parameter.Name);
        if (!texts.TryGetValue(parameter.Name, out IReadOnlyList<string>? text))
        {
            text = Text(instance.GetType(), parameter, property);
            if (accepted.Length > 0) text = [.. text, "Accepted values: " + string.Join(", ", accepted) + "."];
            if (Range(parameter.Attributes) is string range) text = [.. text, range];
            texts.Add(parameter.Name, text);
        }

        return new ParameterHelp(
            parameter.Name,
            text,
            type.Name,
            type == typeof(SwitchParameter),
            parameter.IsMandatory,
            parameter.Position < 0 ? null : parameter.Position,
            (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
            {
                (true, true) => "True (ByValue, ByPropertyName)",
                (true, false) => "True (ByValue)",
                (false, true) => "True (ByPropertyName)",
                _ => "False",
            },
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            parameter.Aliases,
            accepted,
            type == typeof(SwitchParameter) ? "False" : Default(property?.GetValue(instance)));
    }

    private IReadOnlyList<string> Text(Type type, CommandParameterInfo parameter, PropertyInfo? property)
    {
        // These two belong to the engine, which has no text for them where there is MAML.
        if (property is null && parameter.Name == "WhatIf") return ["Shows what would happen; nothing is done."];
        if (property is null && parameter.Name == "Confirm") return ["Asks before it acts."];
        XElement? comment = property is null ? null : _documentation.Of(property);
        IReadOnlyList<string> text = DocumentationText.Paragraphs(comment?.Element("summary"));
        if (text.Count == 0)
        {
            string member = (property?.DeclaringType ?? type).FullName + "." + parameter.Name;
            string problem = $"{member} has no <summary>: that is the text of -{parameter.Name}.";
            // A base class's parameter belongs to several cmdlets; once is enough.
            if (!_problems.Contains(problem)) _problems.Add(problem);
        }

        return [.. text, .. DocumentationText.Paragraphs(comment?.Element("remarks"))];
    }

    private static TypeHelp[] Inputs(CommandParameterSetInfo[] sets)
    {
        var inputs = new List<TypeHelp>();
        foreach (CommandParameterInfo parameter in sets.SelectMany(set => set.Parameters).Where(IsShown)
            .Where(parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName)
            .DistinctBy(parameter => parameter.Name))
        {
            Type type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
            string how = parameter.ValueFromPipeline ? "Objects" : "Objects with such a property";
            inputs.Add(new TypeHelp(type.FullName!, [$"{how} bind to -{parameter.Name}."]));
        }

        return inputs.Count > 0 ? [.. inputs] : [new TypeHelp("None", ["It takes nothing from the pipeline."])];
    }

    private TypeHelp[] Outputs(Type type)
    {
        TypeHelp[] outputs = type.GetCustomAttributes<OutputTypeAttribute>()
            .SelectMany(output => output.Type)
            .Where(output => output.Type is not null && output.Type != typeof(void))
            .Select(output => new TypeHelp(output.Type.FullName!, DocumentationText.Paragraphs(_documentation.Of(output.Type)?.Element("summary"))))
            .ToArray();
        return outputs.Length > 0 ? outputs : [new TypeHelp("None", ["It writes no objects."])];
    }

    private static LinkHelp[] Links(XElement? comment, CmdletAttribute attribute)
    {
        var links = new List<LinkHelp>();
        // Get-Help -Online opens the first one.
        if (!string.IsNullOrEmpty(attribute.HelpUri)) links.Add(new LinkHelp("Online version", attribute.HelpUri));
        foreach (XElement link in comment?.Elements("seealso") ?? [])
        {
            string? address = (string?)link.Attribute("href");
            string text = string.Join(' ', DocumentationText.Paragraphs(link));
            if (text.Length == 0) text = (string?)link.Attribute("cref") is string cref ? DocumentationText.NameOf(cref) : address ?? string.Empty;
            links.Add(new LinkHelp(text, address ?? string.Empty));
        }

        return [.. links];
    }

    private void Miss(Type type, string what) => _problems.Add($"{type.FullName} {what}.");

    private static bool IsShown(CommandParameterInfo parameter) =>
        !Cmdlet.CommonParameters.Contains(parameter.Name)
        && !parameter.Attributes.OfType<ParameterAttribute>().All(attribute => attribute.DontShow);

    // As Get-Command -Syntax has it: what goes by position, what must be given, the rest.
    private static ParameterHelp[] InSyntaxOrder(IEnumerable<ParameterHelp> parameters) => parameters
        .OrderBy(parameter => parameter.Position ?? int.MaxValue)
        .ThenByDescending(parameter => parameter.Mandatory)
        .ThenBy(parameter => parameter.Name is "WhatIf" or "Confirm")
        .ToArray();

    // Required is what no way of calling can do without; the pipeline takes it if any way of calling does.
    private static ParameterHelp Overall(IEnumerable<ParameterHelp> inSets)
    {
        ParameterHelp[] all = inSets.ToArray();
        return all[0] with
        {
            Mandatory = all.All(parameter => parameter.Mandatory),
            Position = all.Select(parameter => parameter.Position).FirstOrDefault(position => position is not null),
            Pipeline = all.Select(parameter => parameter.Pipeline).MaxBy(way => way.Length)!,
        };
    }

    private static string[] AcceptedValues(Type type, IEnumerable<Attribute> attributes)
    {
        ValidateSetAttribute? set = attributes.OfType<ValidateSetAttribute>().FirstOrDefault();
        if (set is not null) return [.. set.ValidValues];
        Type element = type.IsArray ? type.GetElementType()! : type;
        return element.IsEnum ? Enum.GetNames(element) : [];
    }

    private static string? Range(IEnumerable<Attribute> attributes) =>
        attributes.OfType<ValidateRangeAttribute>().FirstOrDefault() is { MinRange: not null } range
            ? string.Create(CultureInfo.InvariantCulture, $"From {range.MinRange} to {range.MaxRange}.")
            : null;

    private static string Default(object? value) => value switch
    {
        null => "None",
        string text => text.Length == 0 ? "None" : text,
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(Default)) is { Length: > 0 } joined ? joined : "None",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "None",
    };
}
