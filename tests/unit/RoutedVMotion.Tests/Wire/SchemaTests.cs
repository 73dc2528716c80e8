using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;

using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>
/// The bindings against VMware's own schema: names, order, types, and every request that can be sent. What the schema does not
/// know stands in docs/beyond-the-schema.md with its source, and nowhere else.
/// </summary>
public sealed class SchemaTests
{
    private static readonly Type[] DataTypes = typeof(DynamicData).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DynamicData))).ToArray();

    public static TheoryData<string> Methods => 
        new(DataTypes.Where(IsMethod).Select(type => type.Name).Except(Schema.Beyond().Keys));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_request_with_everything_in_it_validates(string method)
    {
        Schema schema = Schema.Require();
        var request = (Request)Fill(DataTypes.Single(type => type.Name == method), depth: 0);
        Assert.Equal([], schema.Validate(Write(request)));
    }

    [Fact]
    public void Every_class_has_the_names_the_order_and_the_types_of_the_schema()
    {
        Schema schema = Schema.Require();
        IReadOnlyDictionary<string, string> beyond = Schema.Beyond();
        var problems = new List<string>();
        foreach (Type type in DataTypes)
        {
            bool isMethod = IsMethod(type);
            string name = isMethod ? type.Name.Replace("_Task", string.Empty, StringComparison.Ordinal) + "RequestType" : type.Name;
            if (type.Name.StartsWith("Request", StringComparison.Ordinal) || beyond.ContainsKey(type.Name)) continue;
            if (!schema.Types.ContainsKey(name))
            {
                problems.Add($"{type.Name}: the schema does not know it, and docs/beyond-the-schema.md does not list it.");
                continue;
            }

            (string? baseName, XElement[] elements) = schema.Describe(name);
            if (!isMethod && !InheritsFrom(type, baseName)) problems.Add($"{type.Name} is derived from {type.BaseType!.Name} and not from {baseName}.");
            int last = -1;
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(property => property.MetadataToken))
            {
                string element = Member.NameOf(property);
                int index = Array.FindIndex(elements, candidate => candidate.Attribute("name")!.Value == element);
                if (index < 0)
                {
                    if (!beyond.ContainsKey($"{type.Name}.{element}")) problems.Add($"{type.Name}.{element} is not in the schema.");
                    continue;
                }

                if (index < last) problems.Add($"{type.Name}.{element} is not in the schema's order.");
                last = index;
                if (!Fits(property.PropertyType, elements[index])) problems.Add($"{type.Name}.{element} is {elements[index].Attribute("type")!.Value} in the schema.");
            }
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public void The_list_beyond_the_schema_has_nothing_that_is_in_it_or_not_used_and_names_its_sources()
    {
        Schema schema = Schema.Require();
        foreach ((string entry, string source) in Schema.Beyond())
        {
            Assert.Matches("facts|GOV|PYV", source);
            string[] parts = entry.Split('.');
            Type? type = DataTypes.SingleOrDefault(candidate => candidate.Name == parts[0]);
            Assert.True(type is not null, $"{entry} is listed and not used.");
            if (parts.Length == 1)
            {
                Assert.False(schema.Types.ContainsKey(parts[0]) || schema.Types.ContainsKey(parts[0] + "RequestType"), $"{entry} is in the schema.");
                continue;
            }

            Assert.True(type.GetProperties().Any(property => Member.NameOf(property) == parts[1]), $"{entry} is listed and not used.");
            Assert.DoesNotContain(schema.Describe(parts[0]).Elements, element => element.Attribute("name")!.Value == parts[1]);
        }
    }

    [Fact]
    public async Task What_is_sent_on_the_whole_way_validates_too()
    {
        Schema schema = Schema.Require();
        IReadOnlyDictionary<string, string> beyond = Schema.Beyond();
        using var server = new FakeVCenter();
        for (int number = 1; number <= 5; number++)
        {
            server.Hosts.Add(FakeVCenter.Object(
                "HostSystem",
                $"host-{number}",
                FakeVCenter.Property("runtime.connectionState", "HostSystemConnectionState", "connected"),
                $"<propSet><name>configManager.networkSystem</name><val type=\"HostNetworkSystem\" xsi:type=\"ManagedObjectReference\">networkSystem-{number}</val></propSet>"));
        }

        VSphereSession session = await server.LoginAsync();
        await session.ReadAllAsync(new InventoryQuery { Neighbors = true });
        await new FabricReader(session).ReadAsync(new FabricQuery(), null, TestContext.Current.CancellationToken);
        await session.KeepAliveAsync(evenIfBusy: true);
        await new EsxCli(session).ListNeighborsAsync("host-1", "vmotion", null, TestContext.Current.CancellationToken);
        await session.LogoutAsync(TestContext.Current.CancellationToken);

        string[] sent = server.Requests.Select(request => request.Method).Distinct().ToArray();
        Assert.Superset(
            new HashSet<string> { "RetrieveServiceContent", "Login", "CreateContainerView", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx", "QueryNetworkHint", "Logout" },
            sent.ToHashSet());
        foreach ((string method, XElement body) in server.Requests.Where(request => !beyond.ContainsKey(request.Method)))
            Assert.True(schema.Validate(body) is { Count: 0 }, $"{method}: {string.Join(" ", schema.Validate(body))}");
    }

    [Fact]
    public void An_unset_property_is_no_element_and_a_subtype_says_so()
    {
        XElement written = Write(new RetrievePropertiesEx
        {
            SpecSet =
            [
                new PropertyFilterSpec { ObjectSet = [new ObjectSpec { Obj = new ManagedObjectReference("Folder", "a&b"), SelectSet = [new SelectionSpec { Name = "x" }, new TraversalSpec { Type = "T" }] }] },
            ],
            Options = new RetrieveOptions(),
        });
        Assert.Equal(
            """
            <RetrievePropertiesEx xmlns="urn:vim25"><specSet><objectSet><obj type="Folder">a&amp;b</obj><selectSet><name>x</name></selectSet><selectSet p4:type="TraversalSpec" xmlns:p4="http://www.w3.org/2001/XMLSchema-instance"><type>T</type></selectSet></objectSet></specSet><options /></RetrievePropertiesEx>
            """,
            written.ToString(SaveOptions.DisableFormatting));
    }

    private static bool IsMethod(Type type) => type.IsSubclassOf(typeof(Request)) && !type.IsAbstract;

    private static XElement Write(Request request)
    {
        var text = new StringBuilder();
        using (XmlWriter writer = XmlWriter.Create(text)) EnvelopeWriter.WriteMethod(writer, request);
        return XElement.Load(new StringReader(text.ToString()));
    }

    // Every property, every list with one item of each type that may stand there.
    private static object Fill(Type type, int depth)
    {
        if (type == typeof(string)) return "text";
        if (type == typeof(bool?)) return true;
        if (type == typeof(int?)) return 7;
        if (type == typeof(ManagedObjectReference)) return new ManagedObjectReference("Folder", "group-d1");
        if (type == typeof(SecureString)) return Secrets.SecurePassword;
        object filled = Activator.CreateInstance(type)!;
        IReadOnlyDictionary<string, string> beyond = Schema.Beyond();
        foreach (PropertyInfo property in type.GetProperties())
        {
            // What the schema does not know would not validate; it is listed elsewhere.
            if (beyond.ContainsKey($"{type.Name}.{Member.NameOf(property)}")) continue;
            Type declared = property.PropertyType;
            if (!declared.IsArray)
            {
                string schemaType = IsMethod(type) ? type.Name.Replace("_Task", string.Empty, StringComparison.Ordinal) + "RequestType" : type.Name;
                string? word = declared == typeof(string) ? Schema.Require().FindWord(schemaType, Member.NameOf(property)) : null;
                property.SetValue(filled, word ?? Fill(declared, depth + 1));
                continue;
            }

            Type item = declared.GetElementType()!;
            Type[] candidates = DataTypes.Where(candidate => candidate == item || candidate.IsSubclassOf(item)).DefaultIfEmpty(item).ToArray();
            if (depth > 4) continue;
            object[] items = candidates.Where(candidate => !candidate.IsAbstract).Select(candidate => Fill(candidate, depth + 1)).ToArray();
            var array = Array.CreateInstance(item, items.Length);
            items.CopyTo(array, 0);
            property.SetValue(filled, array);
        }

        return filled;
    }

    // We may leave out a class in between that adds nothing which we use.
    private static bool InheritsFrom(Type type, string? baseName)
    {
        if (baseName is null or "DynamicData" || type.BaseType!.Name == baseName) return true;
        return typeof(MethodFault).IsAssignableFrom(type) && baseName is "RuntimeFault" or "VimFault" or "SecurityError" or "NotFound";
    }

    private static bool Fits(Type type, XElement element)
    {
        bool isList = element.Attribute("maxOccurs")?.Value == "unbounded";
        if (isList != type.IsArray) return false;
        Type item = type.IsArray ? type.GetElementType()! : type;
        string declared = element.Attribute("type")!.Value;
        string name = declared.Split(':')[1];
        if (!declared.StartsWith("xsd:", StringComparison.Ordinal))
        {
            // Enumerations are strings here.
            return item.Name == name || item == typeof(string);
        }

        return name switch
        {
            "string" => item == typeof(string) || item == typeof(SecureString),
            "boolean" => item == typeof(bool?),
            "int" => item == typeof(int?),
            // Read only, and by whoever wants to know.
            "dateTime" => item == typeof(string),
            "anyType" => item == typeof(object),
            _ => false,
        };
    }
}
