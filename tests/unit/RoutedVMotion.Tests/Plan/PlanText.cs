using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

using CsCheck;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Tests.Wire;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

/// <summary>Plans to test with: the examples, random ones, and a way to compare two by what they say.</summary>
internal static class PlanText
{
    public static string RepositoryRoot { get; } = Shared.RepositoryRoot;

    public static string[] Examples { get; } = Directory.GetFiles(Path.Combine(RepositoryRoot, "examples", "plans"), "*.json");

    public static SourcePosition Nowhere { get; } = new(null, 0, 0, "$");

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-."].Array[1, 12].Select(chars => new string(chars)),
        OneOf("rack 7", "esx[01]*", "a`*b", "\"quoted\"", "back\\slash", "Überschrift\u2028", "\U0001F600", "tab\there", "a.b['c']", "/"));

    private static readonly Gen<int> Octet = Gen.Int[1, 250];

    private static readonly Gen<InetAddress> IPv4 = Octet.Select(Octet, (a, b) => InetAddress.Parse($"172.16.{a}.{b}"));

    private static readonly Gen<InetAddress> IPv6 = Octet.Select(Octet, (a, b) => InetAddress.Parse($"fd00:{a:x}::{b:x}"));

    private static readonly Gen<RackAdapter> Adapter = Gen.Select(Names(2), Pool(IPv4), Pool(IPv6), (groups, pool, pool6) => new RackAdapter
    {
        PortGroups = groups,
        Pool = pool,
        Pool6 = pool6,
        Position = Nowhere,
    });

    private static readonly Gen<KeyValuePair<string, IReadOnlyList<PlannedAddress>>> Pinned = Gen.Select(
        Name,
        Gen.Select(Maybe(IPv4), Maybe(IPv6), (ip, ip6) => new PlannedAddress(ip, ip6, Nowhere)).Array[0, 2],
        (host, addresses) => new KeyValuePair<string, IReadOnlyList<PlannedAddress>>(host, addresses));

    private static readonly Gen<RackVMotion> VMotion =
        from subnet in IPv4.Select(Gen.Int[0, 32], (address, length) => new Subnet(address, length))
        from subnet6 in Maybe(IPv6.Select(Gen.Int[0, 128], (address, length) => new Subnet(address, length)))
        from gateway in Maybe(IPv4)
        from gateway6 in Maybe(IPv6)
        from vlan in Maybe(Gen.Int[-5, 5000])
        from stack in OneOf(NetstackKeys.VMotion, NetstackKeys.Default)
        from adapters in Adapter.Array[0, 2]
        from pinned in Pinned.Array[0, 3]
        select new RackVMotion
        {
            Subnet = subnet6 is not null && vlan is null ? null : subnet,
            Gateway = gateway,
            Subnet6 = subnet6,
            Gateway6 = gateway6,
            Vlan = vlan,
            Stack = stack,
            Adapters = adapters,
            Addresses = ByName(pinned),
        };

    private static readonly Gen<Rack> Rack =
        from name in Name
        from lists in Names(3).Array[5]
        from server in OneOf<string?>(null, "vc01.example.com")
        from managed in OneOf<string?>(null, "sddc-manager")
        from vmotion in VMotion
        select new Rack
        {
            Name = name,
            Leaves = lists[0],
            Hosts = [.. lists[1].Where(IsPattern)],
            Clusters = [.. lists[2].Where(IsPattern)],
            Exclude = [.. lists[3].Where(IsPattern)],
            Server = server,
            ManagedBy = managed,
            VMotion = vmotion,
            Notes = lists[4],
            Position = Nowhere,
        };

    private static readonly Gen<VMNetworkPlan> VMNetwork =
        from match in Name.Where(IsPattern)
        from racks in Names(2)
        from reach in Gen.Enum<NetworkReach>()
        from note in Gen.OneOf(Gen.Const((string?)null), Name.Select(text => (string?)text))
        select new VMNetworkPlan { Match = match, Racks = racks.Length == 0 ? null : racks, By = reach, Note = note, Position = Nowhere };

    /// <summary>Random plans: well-formed, and by no means sensible.</summary>
    public static Gen<RackPlan> Plans { get; } =
        from mtu in Maybe(Gen.Int[0, 10000])
        from stack in OneOf<string?>(null, NetstackKeys.VMotion, NetstackKeys.Default)
        from rtt in Gen.OneOf(Gen.Const((double?)null), Gen.Double[0.001, 1000].Select(value => (double?)value), Gen.Const((double?)5))
        from racks in Rack.Array[0, 4]
        from rackMtus in Gen.Int[1000, 9999].Array[4]
        from networks in VMNetwork.Array[0, 3]
        from rules in Gen.Select(Name, OneOf("off", "error", "warning", "information")).Array[0, 3]
        from schema in OneOf<string?>(null, "./plan.schema.json")
        select new RackPlan
        {
            Schema = schema,
            DefaultMtu = mtu,
            DefaultStack = stack,
            MaxRttMs = rtt,
            Racks = [.. racks.Select((rack, index) => rack with
            {
                VMotion = rack.VMotion with { Mtu = rackMtus[index] % 2 == 0 ? mtu : rackMtus[index] },
            })],
            VMNetworks = networks,
            Rules = rules.GroupBy(rule => rule.Item1, StringComparer.OrdinalIgnoreCase).ToDictionary(
                rule => rule.Key, rule => rule.First().Item2, StringComparer.OrdinalIgnoreCase),
        };

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>The plan without an error or warning, or a failure that says which.</summary>
    public static RackPlan Read(string text)
    {
        PlanReading reading = PlanReader.Read(text, "racks.json");
        Assert.True(reading.Messages.Count == 0, string.Join(Environment.NewLine, reading.Messages));
        return reading.Plan!;
    }

    /// <summary>All that a plan says, and nothing of where it says it.</summary>
    public static string Meaning(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        IReadOnlyDictionary<string, IReadOnlyList<PlannedAddress>> map => "{" + string.Join(
            ", ", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ": " + Meaning(pair.Value))) + "}",
        IReadOnlyDictionary<string, string> map => "{" + string.Join(
            ", ", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ": " + pair.Value)) + "}",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Meaning)) + "]",
        _ when value.GetType().Namespace == typeof(RackPlan).Namespace && value is not AddressPool && !value.GetType().IsEnum =>
            value.GetType().Name + "(" + string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.Name is not ("Position" or "Positions" or "File"))
                .Select(property => property.Name + "=" + Meaning(property.GetValue(value)))) + ")",
        _ => value.ToString()!,
    };

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => Gen.OneOf(Gen.Const((T?)null), gen.Select(value => (T?)value));

    private static Gen<AddressPool?> Pool(Gen<InetAddress> address) => Gen.OneOf(
        Gen.Const((AddressPool?)null),
        address.Select(address, (a, b) => (AddressPool?)(a <= b ? new AddressPool(a, b) : new AddressPool(b, a))));

    private static Gen<string[]> Names(int most) => Name.Array[0, most];

    private static bool IsPattern(string text) => Wildcard.TryParse(text, out _);

    private static Dictionary<string, IReadOnlyList<PlannedAddress>> ByName(KeyValuePair<string, IReadOnlyList<PlannedAddress>>[] pairs) =>
        pairs.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(
            group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);
}
