using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Help;

/// <summary>What Get-Help says, held against what the cmdlets are.</summary>
public sealed class HelpTests(ModuleUnderTest module) : IDisposable
{
    // What examples may use beside this module and Microsoft.PowerShell.Core: commands that this engine has not.
    private static readonly string[] FromElsewhere =
    [
        "ConvertTo-Json", "Export-Csv", "Format-List", "Format-Table", "Get-Content", "Get-Credential", "Group-Object", "Import-Clixml",
        "Measure-Object", "Out-File", "Select-Object", "Set-Content", "Sort-Object",
        "Connect-VIServer", "Get-Cluster", "Get-Datacenter", "Get-VMHost",
    ];

    private readonly ModuleRunspace _runspace = new();

    public void Dispose() => _runspace.Dispose();

    [Fact]
    public void Every_cmdlet_has_a_synopsis_a_description_and_two_examples()
    {
        Assert.NotEmpty(module.CmdletTypes);
        Assert.All(module.CmdletTypes.Keys, name =>
        {
            PSObject help = HelpOf(name);
            // Without MAML the engine makes a synopsis out of the syntax.
            Assert.DoesNotContain("[<CommonParameters>]", Text(help, "Synopsis"), StringComparison.Ordinal);
            Assert.NotEmpty(Text(help, "Synopsis"));
            Assert.All(Many(help, "description"), paragraph => Assert.NotEmpty(Text(paragraph, "Text")));
            Assert.NotEmpty(Many(help, "description"));

            PSObject[] examples = Many(help, "examples", "example");
            Assert.InRange(examples.Length, 2, int.MaxValue);
            Assert.All(examples, example =>
            {
                Assert.NotEmpty(Text(example, "title"));
                Assert.NotEmpty(Text(example, "code"));
                Assert.NotEmpty(string.Concat(Many(example, "remarks").Select(paragraph => Text(paragraph, "Text"))).Trim());
            });
            Assert.All(Many(help, "returnValues", "returnValue"), output => Assert.NotEmpty(Many(output, "description")));
        });
    }

    [Fact]
    public void Every_parameter_is_documented_as_it_is_and_none_that_does_not_exist() => Assert.All(module.CmdletTypes.Keys, name =>
    {
        CommandInfo command = Command(name);
        Dictionary<string, PSObject> documented = Many(HelpOf(name), "parameters", "parameter").ToDictionary(parameter => Text(parameter, "name"));
        Assert.Equal(
            command.Parameters.Keys.Except(Cmdlet.CommonParameters).Order(StringComparer.Ordinal),
            documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(documented, pair =>
        {
            ParameterMetadata parameter = command.Parameters[pair.Key];
            ParameterAttribute[] bindings = parameter.Attributes.OfType<ParameterAttribute>().ToArray();
            PSObject help = pair.Value;
            Assert.NotEmpty(string.Concat(Many(help, "description").Select(paragraph => Text(paragraph, "Text"))).Trim());
            Assert.Equal(bindings.All(binding => binding.Mandatory) ? "true" : "false", Text(help, "required"));
            Assert.Equal(bindings.Any(binding => binding.ValueFromPipeline), Text(help, "pipelineInput").Contains("ByValue", StringComparison.Ordinal));
            Assert.Equal(
                bindings.Any(binding => binding.ValueFromPipelineByPropertyName),
                Text(help, "pipelineInput").Contains("ByPropertyName", StringComparison.Ordinal));
            int position = bindings.Max(binding => binding.Position);
            Assert.Equal(position < 0 ? "named" : position.ToString(System.Globalization.CultureInfo.InvariantCulture), Text(help, "position"));
            Assert.Equal(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any() ? "true" : "false", Text(help, "globbing"));
            Assert.Equal(parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases), Text(help, "aliases"));
        });
    });

    [Fact]
    public void The_syntax_in_the_help_is_the_engines_own() => Assert.All(module.CmdletTypes.Keys, name =>
    {
        string[] own = Command(name).ParameterSets
            .Select(set => Names(set.Parameters.Select(parameter => parameter.Name).Except(Cmdlet.CommonParameters)))
            .Order(StringComparer.Ordinal).ToArray();
        string[] documented = Many(HelpOf(name), "syntax", "syntaxItem")
            .Select(item => Names(Many(item, "parameter").Select(parameter => Text(parameter, "name"))))
            .Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(own, documented);

        static string Names(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Every_command_in_an_example_parses_and_exists_with_its_parameters()
    {
        var seen = new List<string>();
        Assert.All(module.CmdletTypes.Keys.SelectMany(name => Many(HelpOf(name), "examples", "example").Select(example => (name, example))), pair =>
        {
            string commands = ExampleCode.CommandsIn(Text(pair.example, "code"));
            ScriptBlockAst script = Parser.ParseInput(commands, out _, out ParseError[] errors);
            Assert.Empty(errors.Select(error => $"{pair.name}: {error.Message} {error.Extent.Text}"));
            CommandAst[] calls = script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().ToArray();
            Assert.NotEmpty(calls);
            Assert.All(calls, call => Check(call, seen));
        });
        // Each cmdlet is shown at work somewhere, not only talked about.
        Assert.Empty(module.CmdletTypes.Keys.Except(seen, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Links_lead_to_cmdlets_of_the_module_to_its_topic_or_to_the_web() => Assert.All(
        module.CmdletTypes.Keys.SelectMany(name => Many(HelpOf(name), "relatedLinks", "navigationLink")),
        link => Assert.True(
            Text(link, "uri").StartsWith("https://", StringComparison.Ordinal)
                || Text(link, "linkText") == "about_RoutedVMotion"
                || module.CmdletTypes.ContainsKey(Text(link, "linkText")),
            Text(link, "linkText")));

    private void Check(CommandAst call, List<string> seen)
    {
        string? name = call.GetCommandName();
        if (name is null || FromElsewhere.Contains(name)) return;
        CommandInfo command = Command(name);
        seen.Add(name);
        Assert.All(call.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.True(
            command.Parameters.ContainsKey(parameter.ParameterName)
                || command.Parameters.Values.Any(known => known.Aliases.Contains(parameter.ParameterName)),
            $"{name} has no -{parameter.ParameterName}: {call.Extent.Text}"));
    }

    private PSObject HelpOf(string name) => _runspace.Run("Get-Help $a -Full", name).Single;

    private CommandInfo Command(string name) => (CommandInfo)_runspace.Run("Get-Command $a", name).Single.BaseObject;

    private static string Text(PSObject value, string property) => value.Properties[property]?.Value?.ToString()?.Trim() ?? string.Empty;

    // MAML's lists are an object with a property that holds one object or an array of them.
    private static PSObject[] Many(PSObject value, params string[] path)
    {
        object? found = path.Aggregate((object?)value, (current, name) => current is null ? null : PSObject.AsPSObject(current).Properties[name]?.Value);
        return found is null ? [] : LanguagePrimitives.ConvertTo<object[]>(found).Select(PSObject.AsPSObject).ToArray();
    }
}
