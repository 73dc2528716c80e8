using System.Collections.Generic;
using System.Linq;
using System.Xml.Schema;

using RoutedVMotion.Simulator.Vim.Schema;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>The simulator's own table of the schema against VMware's.</summary>
public sealed class SchemaTableTests
{
    /// <summary>Types that VMware's schema does not have, and where they are known from.</summary>
    private static readonly Dictionary<string, string> NotInSchema = new()
    {
        ["NoPermissionEntityPrivileges"] = "7.0.3.2; facts B1 (NoPermission.missingPrivileges)",
        ["HostRuntimeInfoStateEncryptionInfo"] = "7.0.3.0; fixtures/vcenter-8.0.2/host-runtime.xml",
        ["ReflectManagedMethodExecuterSoapArgument"] = "facts C1.2",
        ["ReflectManagedMethodExecuterSoapFault"] = "facts C1.6, C1.7",
        ["ReflectManagedMethodExecuterSoapResult"] = "facts C1.6",
    };

    [Fact]
    public void Every_data_type_has_the_elements_of_VMwares_in_their_order()
    {
        XmlSchemaSet schema = VSphereSchema.GetOrSkip();
        var problems = new List<string>();
        foreach (TypeDefinition type in VimSchema.Vim25.Types.Where(type => type.Kind is TypeKind.Data or TypeKind.Fault))
        {
            if (NotInSchema.ContainsKey(type.Name)) continue;
            var expected = (XmlSchemaComplexType)schema.GlobalTypes[new(type.Name, "urn:vim25")]!;
            if (expected is null)
            {
                problems.Add(type.Name + " is unknown");
                continue;
            }

            string theirs = string.Join(" ", Elements(expected).Select(Describe));
            string ours = string.Join(" ", type.OwnFields.Where(field => field.Since is null).Select(Describe));
            string? theirBase = expected.BaseXmlSchemaType?.QualifiedName.Name;
            if (theirs != ours) problems.Add($"{type.Name}:\n  {theirs}\n  {ours}");
            if (theirBase is not ("anyType" or "DynamicData") && theirBase != type.Base?.Name) problems.Add($"{type.Name} is derived from {theirBase}");
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void What_is_marked_as_newer_is_not_in_VMwares_schema()
    {
        XmlSchemaSet schema = VSphereSchema.GetOrSkip();
        IEnumerable<string> known =
            from type in VimSchema.Vim25.Types
            where type.Kind is TypeKind.Data or TypeKind.Fault && !NotInSchema.ContainsKey(type.Name)
            let theirs = Elements((XmlSchemaComplexType)schema.GlobalTypes[new(type.Name, "urn:vim25")]!).Select(element => element.Name)
            from field in type.OwnFields
            where field.Since is not null && theirs.Contains(field.Name)
            select type.Name + "." + field.Name;
        Assert.Empty(known);
    }

    [Fact]
    public void Every_enum_has_VMwares_words()
    {
        XmlSchemaSet schema = VSphereSchema.GetOrSkip();
        foreach (TypeDefinition type in VimSchema.Vim25.Types.Where(type => type.Kind == TypeKind.Enum))
        {
            var expected = (XmlSchemaSimpleType)schema.GlobalTypes[new(type.Name, "urn:vim25")]!;
            IEnumerable<string?> words = ((XmlSchemaSimpleTypeRestriction)expected.Content!).Facets.Cast<XmlSchemaFacet>().Select(facet => facet.Value);
            Assert.Equal(words, type.Words);
        }
    }

    [Fact]
    public void Every_method_takes_VMwares_arguments_in_their_order()
    {
        XmlSchemaSet schema = VSphereSchema.GetOrSkip();
        foreach (MethodDefinition method in VimSchema.Vim25.Methods)
        {
            if (MethodsNotInSchema.Contains(method.Name)) continue;
            var expected = (XmlSchemaComplexType)schema.GlobalTypes[new(method.Name.Replace("_Task", string.Empty, System.StringComparison.Ordinal) + "RequestType", "urn:vim25")]!;
            Assert.Equal(
                Elements(expected).Select(Describe),
                method.Parameters.Select(Describe).Prepend("_this ManagedObjectReference"));
        }
    }

    /// <summary>Methods that VMware's schema does not have: Fetch (facts B1) and those of esxcli (facts C1).</summary>
    internal static IReadOnlyList<string> MethodsNotInSchema { get; } = ["Fetch", "RetrieveManagedMethodExecuter", "ExecuteSoap"];

    private static IEnumerable<XmlSchemaElement> Elements(XmlSchemaComplexType type)
    {
        XmlSchemaParticle? particle = type.ContentModel?.Content is XmlSchemaComplexContentExtension extension ? extension.Particle : type.Particle;
        return particle is XmlSchemaSequence sequence ? sequence.Items.Cast<XmlSchemaElement>() : [];
    }

    private static string Describe(XmlSchemaElement element)
    {
        string type = element.SchemaTypeName.Name == "anyType" ? "any" : element.SchemaTypeName.Name;
        bool isMany = element.MaxOccursString == "unbounded";
        return element.Name + " " + type + (element.MinOccurs == 0 ? isMany ? "*" : "?" : isMany ? "+" : string.Empty);
    }

    private static string Describe(FieldDefinition field) => field.Name + " " + field.TypeName + field.Multiplicity switch
    {
        Multiplicity.Required => string.Empty,
        Multiplicity.Optional => "?",
        Multiplicity.Many => "*",
        _ => "+",
    };
}
