using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using Newtonsoft.Json;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Writes racks.json so that it diffs well: properties in the order of <see cref="PlanProperties"/>, racks and hosts in
/// theirs, a host a line, a newline at the end, and nothing that was not said: what a rack inherits is not repeated.
/// </summary>
public sealed class PlanWriter
{
    private readonly RackPlan _plan;
    private readonly JsonTextWriter _json;

    private PlanWriter(RackPlan plan, JsonTextWriter json)
    {
        _plan = plan;
        _json = json;
    }

    /// <summary>The plan as text; reading it again gives the same plan.</summary>
    public static string Write(RackPlan plan)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var json = new JsonTextWriter(text) { Formatting = Formatting.Indented, Indentation = 2, Culture = CultureInfo.InvariantCulture })
        {
            new PlanWriter(plan, json).WritePlan();
        }

        return text.ToString() + "\n";
    }

    private void WritePlan()
    {
        _json.WriteStartObject();
        Text("$schema", _plan.Schema);
        Number("version", 1);
        if (_plan.DefaultMtu is not null || _plan.DefaultStack is not null || _plan.MaxRttMs is not null)
        {
            Start("defaults");
            Number("mtu", _plan.DefaultMtu);
            if (_plan.DefaultStack is string stack) Text("stack", StackWord(stack));
            Number("maxRttMs", _plan.MaxRttMs);
            _json.WriteEndObject();
        }

        List("racks", _plan.Racks, WriteRack, always: true);
        List("vmNetworks", _plan.VMNetworks, WriteVMNetwork);
        if (_plan.Rules.Count > 0)
        {
            Start("rules");
            foreach (KeyValuePair<string, string> rule in _plan.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal)) Text(rule.Key, rule.Value);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteRack(Rack rack)
    {
        _json.WriteStartObject();
        Text("name", rack.Name);
        InLine("leaves", rack.Leaves);
        List("hosts", rack.Hosts, _json.WriteValue);
        InLine("clusters", rack.Clusters);
        InLine("exclude", rack.Exclude);
        Text("server", rack.Server);
        Text("managedBy", rack.ManagedBy);
        Start("vmotion");
        WriteVMotion(rack.VMotion);
        _json.WriteEndObject();
        List("notes", rack.Notes, _json.WriteValue);
        _json.WriteEndObject();
    }

    private void WriteVMotion(RackVMotion vmotion)
    {
        Text("subnet", vmotion.Subnet?.ToString());
        Text("gateway", vmotion.Gateway?.ToString());
        Text("subnet6", vmotion.Subnet6?.ToString());
        Text("gateway6", vmotion.Gateway6?.ToString());
        Number("vlan", vmotion.Vlan);
        if (vmotion.Mtu != _plan.DefaultMtu) Number("mtu", vmotion.Mtu);
        if (vmotion.Stack != (_plan.DefaultStack ?? NetstackKeys.VMotion)) Text("stack", StackWord(vmotion.Stack));
        List("adapters", vmotion.Adapters, adapter =>
        {
            _json.WriteStartObject();
            InLine("portGroup", adapter.PortGroups);
            Text("pool", adapter.Pool?.ToString());
            Text("pool6", adapter.Pool6?.ToString());
            _json.WriteEndObject();
        });
        if (vmotion.Addresses.Count == 0) return;
        Start("addresses");
        foreach (KeyValuePair<string, IReadOnlyList<PlannedAddress>> host in vmotion.Addresses.OrderBy(host => host.Key, StringComparer.Ordinal))
        {
            _json.WritePropertyName(host.Key);
            _json.WriteRawValue("[" + string.Join(", ", host.Value.Select(InLine)) + "]");
        }

        _json.WriteEndObject();
    }

    private void WriteVMNetwork(VMNetworkPlan network)
    {
        _json.WriteStartObject();
        Text("match", network.Match);
        if (network.Racks is not null) InLine("racks", network.Racks);
        Text("by", PlanProperties.Reaches.First(word => word.Value == network.By).Key);
        Text("note", network.Note);
        _json.WriteEndObject();
    }

    private static string StackWord(string key) =>
        PlanProperties.Stacks.Where(word => word.Value == key).Select(word => word.Key).FirstOrDefault()
        ?? throw new ArgumentException($"A plan knows the vmotion stack and the default stack, and no '{key}'.", nameof(key));

    private void Start(string name)
    {
        _json.WritePropertyName(name);
        _json.WriteStartObject();
    }

    private void Text(string name, string? value)
    {
        if (value is null) return;
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    private void Number(string name, double? value)
    {
        if (value is null) return;
        _json.WritePropertyName(name);
        _json.WriteRawValue(value.Value.ToString("R", CultureInfo.InvariantCulture));
    }

    private void List<T>(string name, IReadOnlyList<T> items, Action<T> write, bool always = false)
    {
        if (items.Count == 0 && !always) return;
        _json.WritePropertyName(name);
        _json.WriteStartArray();
        foreach (T item in items) write(item);
        _json.WriteEndArray();
    }

    private void InLine(string name, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        _json.WritePropertyName(name);
        _json.WriteRawValue("[" + string.Join(", ", items.Select(item => JsonConvert.ToString(item))) + "]");
    }

    private static string InLine(PlannedAddress address)
    {
        IEnumerable<string> members = new[] { ("ip", address.IPv4), ("ip6", address.IPv6) }
            .Where(member => member.Item2 is not null)
            .Select(member => $"\"{member.Item1}\": \"{member.Item2}\"");
        string inside = string.Join(", ", members);
        return inside.Length == 0 ? "{ }" : "{ " + inside + " }";
    }
}
