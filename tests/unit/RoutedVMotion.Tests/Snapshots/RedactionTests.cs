using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Peers;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>Of a redacted snapshot the same can be said, by other names; and the real ones are not in it.</summary>
public sealed class RedactionTests(VcsimFixture fixture) : IClassFixture<VcsimFixture>
{
    private static readonly byte[] Key = Enumerable.Range(1, 32).Select(value => (byte)value).ToArray();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_the_fabric_the_same_is_found_and_no_name_is_left()
    {
        await TakenSnapshot.HoldsForAllAsync(Enumerable.Range(101, 31), async (taken, _) =>
        {
            Snapshot redacted = SnapshotRedaction.Redact(taken.Snapshot, Key);
            string text = SnapshotWriter.Write(redacted);
            Assert.Equal(text, SnapshotWriter.Write(TakenSnapshot.Read(text)));
            CheckNothingIsLeft(taken.Server, text);
            CheckStructure(taken.Server.Fabric, redacted.Servers[0].Fabric);
            Assert.Equal(await SayAsync(taken.Server), await SayAsync(redacted.Servers[0]));
        });
    }

    [Fact]
    public async Task Of_VMwares_own_simulator_the_same_is_found_by_other_names()
    {
        Vcsim vcsim = await fixture.StartAsync();
        VSphereSession session = await VSphereSession.LoginAsync(
            new ConnectionSettings { Server = vcsim.Url.Host, Port = vcsim.Url.Port, Thumbprint = vcsim.Thumbprint }, vcsim.UserName, vcsim.Password, Cancel);
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(session);
        SnapshotServer redacted = SnapshotRedaction.Redact(taken.Snapshot, Key).Servers[0];
        CheckStructure(taken.Server.Fabric, redacted.Fabric);
        Assert.Equal(await SayAsync(taken.Server), await SayAsync(redacted));
    }

    [Fact]
    public void Another_key_gives_other_addresses_and_the_same_key_the_same()
    {
        Snapshot snapshot = Of("esx-01.corp.example.com", "10.20.30.11/24", "10.20.30.1");
        string once = SnapshotWriter.Write(SnapshotRedaction.Redact(snapshot, Key));
        Assert.Equal(once, SnapshotWriter.Write(SnapshotRedaction.Redact(snapshot, Key)));
        Assert.NotEqual(once, SnapshotWriter.Write(SnapshotRedaction.Redact(snapshot, Key.Reverse().ToArray())));
    }

    [Theory]
    // A host by its address, in whatever way it is written into a name.
    [InlineData("10.20.30.11")]
    [InlineData("esx-10-20-30-11.corp")]
    [InlineData("old host (10.20.30.11)")]
    [InlineData("fd12:3456:789a::11")]
    [InlineData("esx of Umbrella, 00:25:b5:aa:bb:cc")]
    [InlineData("0025.b5aa.bbcc")]
    // Parts of them, and without their usual separators: as the fabric's own they are known.
    [InlineData("dvpg-vmotion-10.20.30")]
    [InlineData("PG-10-20-30")]
    [InlineData("net_10_20_30_x")]
    [InlineData("2001-10-20-30-11")]
    [InlineData("uplink 0025b5aabbcc")]
    [InlineData("0025B5-AABBCC.corp")]
    [InlineData("M\u00fcnchen-ESX-\u6771\u4eac")]
    public void Names_have_more_in_them_than_words(string name)
    {
        Snapshot redacted = SnapshotRedaction.Redact(Of(name, "10.20.30.11/24", "10.20.30.1"), Key);
        EsxHost host = Assert.Single(redacted.Servers[0].Fabric.Hosts);
        foreach (string secret in new[] { "20.30", "20-30", "20_30", "Umbrella", "aa:bb:cc", "aabb", "b5aa", "M\u00fcnchen", "ESX", "\u6771\u4eac", "3456", "789a", "corp", "host" })
            Assert.DoesNotContain(secret, host.Name, StringComparison.OrdinalIgnoreCase);
        // The name is the address of its adapter still, if it was.
        string address = host.Adapters[0].IPv4!.Value.Address.ToString();
        if (name.Contains("10.20.30.11", StringComparison.Ordinal)) Assert.Contains(address, host.Name, StringComparison.Ordinal);
        Assert.EndsWith(".11", address, StringComparison.Ordinal);
        Assert.StartsWith("10.", address, StringComparison.Ordinal);
        Assert.True(host.Adapters[0].IPv4!.Value.Subnet.Contains(host.Adapters[0].OverrideGateway!.Value));
    }

    [Theory]
    // A room, a rack, a place in it; a day; what an ordinary port group is told by to be NSX's overlay.
    [InlineData("esx-01-02-03-04", "-01-02-03-04")]
    [InlineData("vm 2026-11-29", " 2026-11-29")]
    [InlineData("disk 1.2.3", " 1.2.3")]
    [InlineData("vxw-dvs-22-virtualwire-5-sid-5004-Umbrella", "vxw-dvs-22-virtualwire-5-sid-5004-")]
    [InlineData("facade-decade", "-")]
    public void What_numbers_and_known_words_say_stays(string name, string part)
    {
        string redacted = SnapshotRedaction.Redact(Of(name, "10.20.30.11/24", "10.20.30.1"), Key).Servers[0].Fabric.Hosts[0].Name;
        Assert.Contains(part, redacted, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)esx|disk|umbrella|facade|decade", redacted);
    }

    [Fact]
    public async Task A_plan_that_is_redacted_along_says_the_same_of_the_fabric()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions
        {
            Racks = 3, HostsPerRack = 3, VirtualMachinesPerHost = 2, DualStack = true, Faults = [new SimulatorFault(FaultName.MissingGateway, 2), new SimulatorFault(FaultName.MtuMismatch, 1)],
        });
        RackPlan plan = PlanInference.Infer(taken.Server.Fabric, assignAddress: true).Plan;
        plan = plan with
        {
            Racks = plan.Racks.Select((rack, i) => rack with
            {
                Server = taken.Server.Identity.Name, Notes = ["Umbrella, 172.16.1.1"],
                // A pattern that any name could be made for, one that none can, and one that is nobody's.
                Hosts = i == 0 ? ["esx-01*.example.com"] : i == 1 ? ["es*02??.exam*", "umbrella*"] : rack.Hosts,
                VMotion = rack.VMotion with { Adapters = rack.VMotion.Adapters.Select(adapter => adapter with { PortGroups = [.. adapter.PortGroups, "dvpg-172.16.9-old"] }).ToArray() },
            }).ToArray(),
            VMNetworks = [Reaches("app*"), Reaches("*-dmz-*"), Reaches("nosuch*")],
            File = "/home/jdoe/umbrella.json",
        };
        RedactedSnapshot redacted = SnapshotRedaction.Redact(taken.Snapshot, plan, Key);
        Assert.Equal(["nosuch*", "umbrella*"], redacted.Dropped.Order(StringComparer.Ordinal));
        string text = PlanWriter.Write(redacted.Plan);
        Assert.DoesNotMatch("(?i)umbrella|jdoe|esx|exam|rack-|leaf|dvpg|dmz|\\bapp|127.0.0.1:0|172\\.16\\.[0-9]+\\.", text);
        Assert.Equal(SnapshotWriter.Write(redacted.Snapshot), SnapshotWriter.Write(SnapshotRedaction.Redact(taken.Snapshot, plan, Key).Snapshot));
        Assert.Equal(await SayAsync(taken.Server, plan), await SayAsync(redacted.Snapshot.Servers[0], redacted.Plan));
        Assert.Equal(Matches(taken.Server.Fabric, plan), Matches(redacted.Snapshot.Servers[0].Fabric, redacted.Plan));

        static VMNetworkPlan Reaches(string match) => new() { Match = match, By = NetworkReach.Stretched, Note = "ticket 4711 of Umbrella", Position = new SourcePosition(null, 0, 0, "$") };

        static IEnumerable<string> Matches(Fabric fabric, RackPlan plan) => new FabricIndex(fabric, plan).Racks.Select(rack => string.Join(" ", rack.Hosts.Select(host => host.Host.Id).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Sentences_of_servers_may_quote_anything_and_are_left_out()
    {
        Snapshot snapshot = Of("esx", "10.20.30.11/24", "10.20.30.1");
        EsxHost host = snapshot.Servers[0].Fabric.Hosts[0] with { Unread = [@"CORP\jdoe may not read esx-01"] };
        snapshot = snapshot with { Servers = [snapshot.Servers[0] with { Fabric = new Fabric { Hosts = [host], Unread = ["vc01 is ill"] } }] };
        Snapshot redacted = SnapshotRedaction.Redact(snapshot, Key);
        Assert.Equal("(redacted)", Assert.Single(redacted.Servers[0].Fabric.Hosts[0].Unread));
        Assert.Equal("(redacted)", Assert.Single(redacted.Servers[0].Fabric.Unread));
    }

    [Fact]
    public void What_an_ESXi_host_makes_of_names_is_a_name_as_well()
    {
        Snapshot snapshot = Of("esx", "10.20.30.11/24", "10.20.30.1");
        const string Network = "HaNetwork-Umbrella 7";
        snapshot = snapshot with
        {
            Servers =
            [
                snapshot.Servers[0] with
                {
                    Fabric = new Fabric
                    {
                        Hosts = [snapshot.Servers[0].Fabric.Hosts[0] with { Id = "ha-host" }],
                        Networks = [new VirtualMachineNetwork { Server = "vc01", Id = Network, Name = "Umbrella 7", Kind = SwitchKind.Standard, HostIds = ["ha-host"] }],
                        VirtualMachines = [new VirtualMachine { Server = "vc01", Id = "12", Name = "a", HostId = "ha-host", NetworkIds = [Network] }],
                    },
                },
            ],
        };
        Snapshot redacted = SnapshotRedaction.Redact(snapshot, Key);
        Assert.DoesNotContain("Umbrella", SnapshotWriter.Write(redacted), StringComparison.OrdinalIgnoreCase);
        Fabric fabric = redacted.Servers[0].Fabric;
        Assert.Equal(fabric.Networks[0].Id, Assert.Single(fabric.VirtualMachines[0].NetworkIds));
        Assert.Equal(("ha-host", "12", "ha-host"), (fabric.Networks[0].HostIds[0], fabric.VirtualMachines[0].Id, fabric.VirtualMachines[0].HostId));
    }

    private static Snapshot Of(string name, string address, string gateway) => new()
    {
        Servers =
        [
            new SnapshotServer
            {
                Identity = new ServerIdentity { Name = "vc01.example.com" },
                Fabric = new Fabric
                {
                    Hosts =
                    [
                        new EsxHost
                        {
                            Server = "vc01.example.com", Id = "host-1", Name = name, Connection = HostConnection.Connected,
                            Adapters = [new Adapter { Device = "vmk0", Stack = "vmotion", Mac = "00:25:b5:aa:bb:cc", IPv4 = InterfaceAddress.Parse(address), OverrideGateway = InetAddress.Parse(gateway) }],
                        },
                    ],
                },
            },
        ],
    };

    private static void CheckNothingIsLeft(SnapshotServer server, string text)
    {
        // Value by value, but for what is the field's own: no word of any name is left in any, and no beginning of an address.
        JToken original = JToken.Parse(SnapshotWriter.Write(new Snapshot { Servers = [server] }));
        (string Was, string IsNow)[] values = Values(original).Zip(Values(JToken.Parse(text))).ToArray();
        HashSet<string> words = new(values.SelectMany(value => Regex.Matches(value.Was, "\\p{L}{2,}")).Select(word => word.Value), StringComparer.OrdinalIgnoreCase);
        string[] prefixes = server.Fabric.Hosts.SelectMany(host => host.Adapters).Select(adapter => adapter.IPv4).OfType<InterfaceAddress>()
            .Where(own => own.PrefixLength >= 24).Select(own => string.Join('.', own.Subnet.Network.ToString().Split('.').Take(3)) + ".").Distinct().ToArray();
        Assert.True(words.Count > 5 && prefixes.Length > 1);
        foreach ((string was, string isNow) in values)
        {
            Assert.DoesNotContain(Regex.Matches(isNow, "\\p{L}{2,}").Select(word => word.Value), word => word != "vmotion" && !Regex.IsMatch(isNow, "^(\\(redacted\\)|[0-9a-f:.-]+(/[0-9]+)?)$") && words.Contains(word));
            Assert.DoesNotContain(prefixes, prefix => was.StartsWith(prefix, StringComparison.Ordinal) && isNow.StartsWith(prefix, StringComparison.Ordinal));
        }

        foreach (EsxHost host in server.Fabric.Hosts)
        {
            Assert.DoesNotContain(host.Name, text, StringComparison.OrdinalIgnoreCase);
            foreach (Adapter adapter in host.Adapters)
            {
                Assert.DoesNotContain(adapter.Mac!, text, StringComparison.OrdinalIgnoreCase);
                // Of an address the link's own stays; one may by chance stand for another one of the fabric.
                foreach (InterfaceAddress own in adapter.IPv6.Where(own => own.Address.IsLinkLocal)) Assert.DoesNotContain("\"" + own + "\"", text, StringComparison.Ordinal);
            }
        }

        Assert.All(server.Fabric.VirtualMachines, machine => Assert.DoesNotContain("\"" + machine.Name + "\"", text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(server.Identity.InstanceUuid!, text, StringComparison.OrdinalIgnoreCase);
    }

    // Texts that are names or addresses, in their order; of pings, which are sorted by addresses, none.
    private static IEnumerable<string> Values(JToken token) => token switch
    {
        JProperty { Name: "probes" or "id" or "hostId" or "clusterId" or "hostIds" or "networkIds" or "virtualMachineIds" or "taken" or "device" or "stack" or "key" or "kind" or "connection" or "protocol"
            or "role" or "services" or "congestionControl" or "version" or "build" or "product" or "apiVersion" or "vlan" or "routes" or "boundDevices" or "module" or "redacted" } => [],
        JValue { Type: JTokenType.String } value => [(string)value!],
        _ => token.Children().SelectMany(Values),
    };

    private static void CheckStructure(Fabric before, Fabric after)
    {
        Dictionary<string, EsxHost> byId = after.Hosts.ToDictionary(host => host.Id, StringComparer.Ordinal);
        (InterfaceAddress Before, InterfaceAddress After)[] addresses = before.Hosts
            .SelectMany(host => host.Adapters.Zip(byId[host.Id].Adapters))
            .SelectMany(pair => pair.First.Addresses.Zip(pair.Second.Addresses))
            .Where(pair => !pair.First.Address.IsLinkLocal).ToArray();
        Assert.NotEmpty(addresses);
        Assert.All(addresses, pair => Assert.Equal(pair.Before.PrefixLength, pair.After.PrefixLength));
        Assert.True(addresses.Count(pair => pair.Before.Address != pair.After.Address) > addresses.Length / 2);
        foreach (var one in addresses)
        {
            foreach (var other in addresses.Where(other => other.Before.Family == one.Before.Family))
            {
                Assert.Equal(one.Before.Address == other.Before.Address, one.After.Address == other.After.Address);
                Assert.Equal(one.Before.Subnet == other.Before.Subnet, one.After.Subnet == other.After.Subnet);
                Assert.Equal(one.Before.Subnet.Contains(other.Before.Address), one.After.Subnet.Contains(other.After.Address));
                if (one.Before.Subnet == other.Before.Subnet) Assert.Equal(one.Before.Address < other.Before.Address, one.After.Address < other.After.Address);
            }
        }

        // A pattern for a rack's hosts, esx-01*: the same hosts as before, by the same way of writing it.
        foreach (EsxHost host in before.Hosts)
        {
            Assert.Equal(
                Matching(before.Hosts, host.Name),
                Matching(after.Hosts, byId[host.Id].Name));
        }

        Assert.Equal(
            before.Hosts.OrderBy(host => host.Name, StringComparer.Ordinal).Select(host => host.Id),
            after.Hosts.OrderBy(host => host.Name, StringComparer.Ordinal).Select(host => host.Id));
        Assert.Equal(before.Hosts.Select(host => host.Cluster).Distinct().Count(), after.Hosts.Select(host => host.Cluster).Distinct().Count());
        Assert.Equal(Leaves(before), Leaves(after));

        static IEnumerable<string> Matching(IReadOnlyList<EsxHost> hosts, string name)
        {
            string prefix = name[..(name.IndexOf('.', StringComparison.Ordinal) - 2)];
            return hosts.Where(host => host.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(host => host.Id).Order(StringComparer.Ordinal);
        }

        // Which hosts hang on the same switches.
        static IEnumerable<string> Leaves(Fabric fabric) => fabric.Hosts
            .SelectMany(host => host.PhysicalNics.Where(nic => nic.Neighbor is not null).Select(nic => (nic.Neighbor!.SystemName, host.Id)))
            .GroupBy(pair => pair.SystemName, pair => pair.Id)
            .Select(leaf => string.Join(" ", leaf.Distinct().Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    // All that is said of a fabric, without names: rules alone and by an inferred plan, pings, and what a change would do.
    private static async Task<string> SayAsync(SnapshotServer server, RackPlan? plan = null)
    {
        var source = new SnapshotSource(server);
        plan ??= PlanInference.Infer(server.Fabric, assignAddress: false).Plan;
        var index = new FabricIndex(server.Fabric, plan);
        IReadOnlyList<ProbeObservation> answers = await TakenSnapshot.ProbeAsync(source, index);
        Finding[] findings = [.. RuleEngine.Run(new FabricIndex(server.Fabric, null)), .. RuleEngine.Run(index), .. ProbeJudge.Judge(index, answers)];
        HostChangePlan[] changes = (await new ChangePreparation(source, index, new ChangeOptions()).RunAsync(_ => true, null, Cancel)).Hosts.ToArray();
        return string.Join("\n", findings
            .Select(finding => $"{finding.Severity} {finding.Rule} {finding.VMHostId} {finding.Device} {finding.FixedBySet}")
            .Concat(changes.Select(host =>
                $"{host.Host.Id}: {string.Join(", ", host.Changes.Select(change => $"{change.Kind} {change.Device}"))} {string.Join(", ", host.Refusals.Select(refusal => refusal.Reason))}"))
            .Order(StringComparer.Ordinal));
    }
}
