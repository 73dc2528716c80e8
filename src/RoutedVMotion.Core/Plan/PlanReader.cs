using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Reads racks.json: text to plan, or to all errors that can be told at once. It judges the form; whether the plan makes
/// sense (overlaps, ranges, gateways) is PlanLinter's business. Anything but strict JSON is refused.
/// </summary>
public sealed class PlanReader
{
    /// <summary>A file of more bytes is refused; whoever reads one needs to read no further.</summary>
    public const int MaximumBytes = LocatedJson.MaximumBytes;

    private const int Version = 1;
    private const int MaximumMessages = 100;
    private const int LongestName = 255;

    private readonly List<PlanMessage> _messages;
    private readonly string? _file;
    private readonly Dictionary<string, SourcePosition> _positions = new(StringComparer.Ordinal);

    private PlanReader(string? file, List<PlanMessage> messages)
    {
        _file = file;
        _messages = messages;
    }

    /// <summary>Reads the bytes of a file: UTF-8, or UTF-16 with a byte order mark.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name as messages should have it; null for a plan in memory.</param>
    public static PlanReading Read(byte[] bytes, string? file)
    {
        var messages = new List<PlanMessage>();
        return LocatedJson.Decode(bytes, file, messages) is string text ? Read(text, file, messages) : new PlanReading(null, messages);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="file">The file's name as messages should have it; null for a plan in memory.</param>
    public static PlanReading Read(string text, string? file) => Read(text, file, []);

    private static PlanReading Read(string text, string? file, List<PlanMessage> messages)
    {
        RackPlan? plan = null;
        if (LocatedJson.Parse(text, file, messages) is JsonNode root) plan = new PlanReader(file, messages).ReadPlan(root);

        messages.Sort((left, right) => (left.Position.Line, left.Position.Column).CompareTo((right.Position.Line, right.Position.Column)));
        bool failed = messages.Any(message => message.Severity == Severity.Error);
        if (messages.Count > MaximumMessages)
        {
            SourcePosition next = messages[MaximumMessages].Position;
            messages.RemoveRange(MaximumMessages, messages.Count - MaximumMessages);
            messages.Add(new PlanMessage(
                Severity.Error,
                "PlanMoreErrors",
                "Further messages are left out.",
                "Mend the first ones and read again.",
                next));
        }

        return new PlanReading(failed ? null : plan, messages);
    }

    private RackPlan? ReadPlan(JsonNode root)
    {
        // A plan of a later version is not judged by the rules of this one.
        if (root.Members.FirstOrDefault(member => member.Name == "version")?.Value is { Kind: JsonNodeKind.Number } version
            && int.TryParse(version.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > Version)
        {
            PlanObject.Add(
                _messages,
                "PlanUnknownVersion",
                $"The plan has version {version.Text}; this module reads version {Version}.",
                "Update the module, or write the plan in version 1.",
                version.Position);
            return null;
        }

        if (PlanObject.Of(root, PlanProperties.Plan, _messages) is not PlanObject plan) return null;
        if (plan.GetInteger("version", required: true) is int known && known != Version)
            PlanObject.Add(_messages, "PlanUnknownVersion", $"There is no version {known} of the plan.", "Write \"version\": 1.", plan.Get("version")!.Position);

        PlanObject? defaults = plan.Get("defaults") is JsonNode node ? PlanObject.Of(node, PlanProperties.Defaults, _messages) : null;
        int? mtu = defaults?.GetInteger("mtu");
        string? stack = GetStack(defaults);
        var result = new RackPlan
        {
            Schema = plan.GetText("$schema"),
            DefaultMtu = mtu,
            DefaultStack = stack,
            MaxRttMs = defaults?.GetMilliseconds("maxRttMs"),
            Racks = ReadList(plan.Get("racks", required: true), item => ReadRack(item, mtu, stack)),
            VMNetworks = ReadList(plan.Get("vmNetworks"), ReadVMNetwork),
            Rules = ReadRules(plan.Get("rules")),
            File = _file,
            Positions = _positions,
        };

        // Only a plan that is a plan is asked where its values stand.
        if (_messages.Count == 0) Index(root);
        return result;
    }

    private Rack? ReadRack(JsonNode node, int? defaultMtu, string? defaultStack)
    {
        if (PlanObject.Of(node, PlanProperties.Rack, _messages) is not PlanObject rack) return null;
        string? name = rack.GetText("name", required: true);
        RackVMotion? vmotion = rack.Get("vmotion", required: true) is JsonNode segment ? ReadVMotion(segment, defaultMtu, defaultStack) : null;
        var result = new
        {
            Leaves = rack.GetTexts("leaves"),
            Hosts = rack.GetPatterns("hosts"),
            Clusters = rack.GetPatterns("clusters"),
            Exclude = rack.GetPatterns("exclude"),
            Server = rack.GetText("server"),
            ManagedBy = rack.GetWord("managedBy", [PlanProperties.SddcManager]),
            Notes = rack.GetTexts("notes"),
        };
        return name is null || vmotion is null ? null : new Rack
        {
            Name = name,
            Leaves = result.Leaves,
            Hosts = result.Hosts,
            Clusters = result.Clusters,
            Exclude = result.Exclude,
            Server = result.Server,
            ManagedBy = result.ManagedBy,
            VMotion = vmotion,
            Notes = result.Notes,
            Position = node.Position,
        };
    }

    private RackVMotion? ReadVMotion(JsonNode node, int? defaultMtu, string? defaultStack)
    {
        if (PlanObject.Of(node, PlanProperties.VMotion, _messages) is not PlanObject vmotion) return null;
        if (vmotion.Get("subnet") is null && vmotion.Get("subnet6") is null)
        {
            PlanObject.Add(
                _messages, "PlanMissingProperty", "vmotion has neither 'subnet' nor 'subnet6'.", "Add the rack's vMotion subnet.", node.Position);
        }

        return new RackVMotion
        {
            Subnet = vmotion.GetSubnet("subnet", AddressFamily.IPv4),
            Gateway = vmotion.GetAddress("gateway", AddressFamily.IPv4),
            Subnet6 = vmotion.GetSubnet("subnet6", AddressFamily.IPv6),
            Gateway6 = vmotion.GetAddress("gateway6", AddressFamily.IPv6),
            Vlan = vmotion.GetInteger("vlan"),
            Mtu = vmotion.GetInteger("mtu") ?? defaultMtu,
            Stack = GetStack(vmotion) ?? defaultStack ?? NetstackKeys.VMotion,
            Adapters = ReadList(vmotion.Get("adapters"), ReadAdapter),
            Addresses = ReadAddresses(vmotion.Get("addresses")),
        };
    }

    private RackAdapter? ReadAdapter(JsonNode node) =>
        PlanObject.Of(node, PlanProperties.Adapter, _messages) is not PlanObject adapter ? null : new RackAdapter
        {
            PortGroups = adapter.GetTexts("portGroup"),
            Pool = adapter.GetPool("pool", AddressFamily.IPv4),
            Pool6 = adapter.GetPool("pool6", AddressFamily.IPv6),
            Position = node.Position,
        };

    private Dictionary<string, IReadOnlyList<PlannedAddress>> ReadAddresses(JsonNode? node)
    {
        var addresses = new Dictionary<string, IReadOnlyList<PlannedAddress>>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonMember host in ReadNames(node))
        {
            if (addresses.ContainsKey(host.Name)) PlanObject.Repeated(_messages, host);
            else addresses.Add(host.Name, ReadList(host.Value, ReadAddress));
        }

        return addresses;
    }

    private PlannedAddress? ReadAddress(JsonNode node) =>
        PlanObject.Of(node, PlanProperties.Address, _messages) is not PlanObject address ? null : new PlannedAddress(
            address.GetAddress("ip", AddressFamily.IPv4), address.GetAddress("ip6", AddressFamily.IPv6), node.Position);

    private VMNetworkPlan? ReadVMNetwork(JsonNode node)
    {
        if (PlanObject.Of(node, PlanProperties.VMNetwork, _messages) is not PlanObject network) return null;
        string? match = network.GetText("match", required: true);
        if (match is not null && !network.IsPattern(network.Get("match")!)) match = null;
        IReadOnlyList<string>? racks = network.Get("racks") is null ? null : network.GetTexts("racks");
        if (network.Get("racks") is { Kind: JsonNodeKind.Array, Items.Count: 0 } none)
        {
            PlanObject.Add(
                _messages, "PlanEmptyList", "A network that reaches no rack says nothing.", "Name the racks, or leave 'racks' out for all of them.", none.Position);
        }

        string? by = network.GetWord("by", PlanProperties.Reaches.Keys, required: true);
        string? note = network.GetText("note");
        return match is null || by is null ? null : new VMNetworkPlan
        {
            Match = match,
            Racks = racks,
            By = PlanProperties.Reaches[by],
            Note = note,
            Position = node.Position,
        };
    }

    private Dictionary<string, string> ReadRules(JsonNode? node)
    {
        var rules = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonMember rule in ReadNames(node))
        {
            if (rules.ContainsKey(rule.Name)) PlanObject.Repeated(_messages, rule);
            else if (PlanObject.Word(rule.Value, PlanProperties.RuleWords, _messages) is string word) rules.Add(rule.Name, word);
        }

        return rules;
    }

    /// <summary>The members of an object whose names are the user's own.</summary>
    private IEnumerable<JsonMember> ReadNames(JsonNode? node)
    {
        if (node is null || !PlanObject.IsKind(node, JsonNodeKind.Object, "an object in { }", _messages)) yield break;
        foreach (JsonMember member in node.Members)
        {
            if (member.Name.Length > LongestName)
                PlanObject.Add(_messages, "PlanTextTooLong", "This name is longer than any host or rule has.", $"Keep it below {LongestName} characters.", member.Position);
            else if (member.Name.Trim().Length > 0)
                yield return member;
            else
                PlanObject.Add(_messages, "PlanEmptyText", "An empty name says nothing.", "Fill it in or take it out.", member.Position);
        }
    }

    private T[] ReadList<T>(JsonNode? node, Func<JsonNode, T?> read)
        where T : class
    {
        if (node is null || !PlanObject.IsKind(node, JsonNodeKind.Array, "a list in [ ]", _messages)) return [];
        var items = new List<T>(node.Items.Count);
        foreach (JsonNode item in node.Items)
        {
            if (read(item) is T value) items.Add(value);
        }

        return [.. items];
    }

    private static string? GetStack(PlanObject? from) =>
        from?.GetWord("stack", PlanProperties.Stacks.Keys) is string word ? PlanProperties.Stacks[word] : null;

    private void Index(JsonNode node)
    {
        SourcePosition position = node.Position;
        _positions[position.JsonPath] = position;
        foreach (JsonNode item in node.Items) Index(item);
        foreach (JsonMember member in node.Members) Index(member.Value);
    }
}
