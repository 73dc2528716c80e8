using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Reads VMware Cloud Foundation's network pools, as SDDC Manager's API and PowerVCF have them: one pool, a list of them, or
/// {"elements": [...]}. Each VMOTION network becomes a rack without hosts, pool and leaves: its addresses are SDDC Manager's,
/// and its hosts are told by their leaves or their subnet. What else stands there is not ours to judge.
/// </summary>
public sealed class NetworkPoolReader
{
    private readonly List<PlanMessage> _messages;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private NetworkPoolReader(List<PlanMessage> messages) => _messages = messages;

    /// <summary>Reads the bytes of a file: UTF-8, or UTF-16 with a byte order mark.</summary>
    public static PlanReading Read(byte[] bytes, string? file)
    {
        var messages = new List<PlanMessage>();
        return LocatedJson.Decode(bytes, file, messages) is string text ? Read(text, file, messages) : new PlanReading(null, messages);
    }

    /// <summary>Reads a text.</summary>
    public static PlanReading Read(string text, string? file) => Read(text, file, []);

    private static PlanReading Read(string text, string? file, List<PlanMessage> messages)
    {
        RackPlan? plan = null;
        if (LocatedJson.Parse(text, file, messages) is JsonNode root)
        {
            Rack[] racks = new NetworkPoolReader(messages).Pools(root).ToArray();
            plan = new RackPlan { Racks = racks, File = file };
            if (racks.Length == 0 && messages.Count == 0)
            {
                PlanObject.Add(
                    messages,
                    "PlanNoVMotionNetwork",
                    "There is no network of type VMOTION here.",
                    "Give the JSON of a network pool, or of a list of them, as GET /v1/network-pools/{id}/networks or a pool's specification has it.",
                    root.Position);
            }
        }

        return new PlanReading(messages.Exists(message => message.Severity == Severity.Error) ? null : plan, messages);
    }

    private IEnumerable<Rack> Pools(JsonNode root)
    {
        IReadOnlyList<JsonNode> pools = root.Kind == JsonNodeKind.Array ? root.Items
            : Member(root, "elements") is { Kind: JsonNodeKind.Array } elements ? elements.Items
            : [root];
        int number = 0;
        foreach (JsonNode pool in pools)
        {
            number++;
            if (!PlanObject.IsKind(pool, JsonNodeKind.Object, "a network pool in { }", _messages)) continue;
            string name = Member(pool, "name") is { Kind: JsonNodeKind.String } given && given.Text.Trim().Length > 0
                ? given.Text
                : "pool-" + number.ToString(CultureInfo.InvariantCulture);

            // The API lists a pool's networks by themselves, too: then the pool is the network.
            IReadOnlyList<JsonNode> networks = Member(pool, "networks") is { Kind: JsonNodeKind.Array } list ? list.Items : [pool];
            foreach (JsonNode network in networks)
            {
                bool vmotion = network.Kind == JsonNodeKind.Object && Member(network, "type") is { Kind: JsonNodeKind.String } type
                    && string.Equals(type.Text, "VMOTION", StringComparison.OrdinalIgnoreCase);
                if (vmotion && Segment(network) is RackVMotion segment) yield return Rack(name, network, segment);
            }
        }
    }

    private Rack Rack(string pool, JsonNode network, RackVMotion segment)
    {
        string name = pool;
        for (int copy = 2; !_names.Add(name); copy++) name = pool + "-" + copy.ToString(CultureInfo.InvariantCulture);
        string ranges = string.Join(", ", (Member(network, "ipPools")?.Items ?? []).Select(
            range => (Member(range, "start")?.Text ?? "?") + "-" + (Member(range, "end")?.Text ?? "?")));
        var notes = new List<string> { $"from VCF network pool {pool}; its hosts are told by their leaves or their subnet" };
        if (ranges.Length > 0) notes.Add($"SDDC Manager hands out {ranges}");
        return new Rack { Name = name, VMotion = segment, ManagedBy = PlanProperties.SddcManager, Notes = notes.ToArray(), Position = network.Position };
    }

    private RackVMotion? Segment(JsonNode network)
    {
        int before = _messages.Count;
        Subnet? subnet = Subnet(network);
        InetAddress? gateway = null;
        if (Text(network, "gateway") is JsonNode node)
        {
            if (InetAddress.TryParse(node.Text, out InetAddress parsed)) gateway = parsed;
            else PlanObject.Add(_messages, "PlanInvalidAddress", $"'{LocatedJson.Shorten(node.Text)}' is not an address.", "Write an address such as 172.16.1.1.", node.Position);
        }

        int? vlan = Integer(network, "vlanId");
        int? mtu = Integer(network, "mtu");
        if (_messages.Count > before || subnet is not Subnet known) return null;
        bool ipv4 = known.Family == AddressFamily.IPv4;
        return new RackVMotion
        {
            Subnet = ipv4 ? known : null,
            Gateway = ipv4 ? gateway : null,
            Subnet6 = ipv4 ? null : known,
            Gateway6 = ipv4 ? null : gateway,
            Vlan = vlan,
            Mtu = mtu,
        };
    }

    /// <summary>"subnet" and "mask", or a subnet that carries its prefix length, as VCF 9 has it for IPv6.</summary>
    private Subnet? Subnet(JsonNode network)
    {
        if (Text(network, "subnet") is not JsonNode subnet)
        {
            PlanObject.Add(_messages, "PlanMissingProperty", "The VMOTION network has no 'subnet'.", "Add \"subnet\".", network.Position);
            return null;
        }

        JsonNode? mask = Text(network, "mask");
        int prefix = 0;
        bool good = mask is null
            ? InterfaceAddress.TryParse(subnet.Text, out InterfaceAddress whole)
            : InterfaceAddress.TryParse(
                subnet.Text + (Addresses.Subnet.TryParseNetmask(mask.Text, out prefix) ? "/" + prefix.ToString(CultureInfo.InvariantCulture) : "/?"), out whole);
        if (good && whole.Address == whole.Subnet.Network) return whole.Subnet;
        PlanObject.Add(
            _messages,
            "PlanInvalidSubnet",
            mask is null ? $"'{LocatedJson.Shorten(subnet.Text)}' is no subnet with a prefix length." : $"'{LocatedJson.Shorten(subnet.Text)}' with mask '{LocatedJson.Shorten(mask.Text)}' is no subnet.",
            "Write a subnet and its mask, such as 172.16.1.0 and 255.255.255.0.",
            subnet.Position);
        return null;
    }

    private JsonNode? Text(JsonNode network, string name) =>
        Member(network, name) is JsonNode { Kind: not JsonNodeKind.Null } node && PlanObject.Text(node, _messages) is not null ? node : null;

    /// <summary>A whole number, which some tools write as a text.</summary>
    private int? Integer(JsonNode network, string name)
    {
        if (Member(network, name) is not JsonNode { Kind: not JsonNodeKind.Null } node) return null;
        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)) return value;
        PlanObject.Add(_messages, "PlanWrongType", $"'{name}' is not a whole number.", "Write a whole number such as 9000.", node.Position);
        return null;
    }

    private static JsonNode? Member(JsonNode node, string name) =>
        node.Members.FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
}
