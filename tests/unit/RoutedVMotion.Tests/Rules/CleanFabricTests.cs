using System;
using System.Linq;

using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Inventory;

using Xunit;

namespace RoutedVMotion.Tests.Rules;

/// <summary>Where nothing is wrong, nothing is found.</summary>
public sealed class CleanFabricTests
{
    public static TheoryData<string> Fabrics => [.. All.Select(fabric => fabric.Name)];

    private static readonly (string Name, Func<FabricBuilder> Build)[] All =
    [
        ("IPv4", () => new FabricBuilder()),
        ("dual stack", () => new FabricBuilder().DualStack()),
        ("IPv6 only", () => new FabricBuilder().OnlyIPv6()),
        ("multi-NIC", () => new FabricBuilder().MultiNic()),
        ("default stack with override", () => new FabricBuilder().DefaultStackWithOverride()),
        ("static routes instead of a gateway", () => new FabricBuilder().StaticRoutes()),
        ("one VLAN id in every rack", () => new FabricBuilder().OneVlanEverywhere()),
        ("stretched segment", () => new FabricBuilder().Stretched()),
        ("leaves hidden by a blade interconnect", () => new FabricBuilder().WithoutNeighbors()),
        ("one rack", () => new FabricBuilder(racks: 1)),
        ("two racks of one host", () => new FabricBuilder(racks: 2, hostsPerRack: 1)),
        ("two entries behind one pair of leaves", () => new FabricBuilder(racks: 2)
            .Rack("rack-02", rack => rack with { Leaves = ["leaf-01a", "leaf-01b"] })
            .Each((host, _) => host.Seeing("vmnic4", "leaf-01a.example.com").Seeing("vmnic5", "leaf-01b.example.com"))
            .Network("app-10", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("vm-app", "esx-0101", "app-10")),
        ("island whose cluster stays inside", () => new FabricBuilder().ClusterPerRack()
            .Rack("rack-03", rack => rack with { VMotion = rack.VMotion with { Gateway = null } })
            .Each((host, rack) => rack == 3 ? host.Gateway(string.Empty) : host)),
        ("VLAN networks in clusters of one rack", () => new FabricBuilder().ClusterPerRack()
            .Network("app-10", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("vm-app", "esx-0101", "app-10")),
        ("VLAN networks that the plan vouches for", () => new FabricBuilder()
            .Network("app-10", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("vm-app", "esx-0101", "app-10")
            .VMNetwork("APP-*", NetworkReach.Stretched, "rack-01", "rack-02", "rack-03")),
        ("guests that route", () => new FabricBuilder()
            .StandardNetwork("net", "bgp-net", rack => 100 + rack).Machine("vm-bgp", "esx-0101", "net").VMNetwork("bgp-net", NetworkReach.GuestRouting)),
        ("VMs that rules hold in their rack", HeldInRack),
        ("templates and cluster agents", () => new FabricBuilder()
            .Network("app-10", "app-10", SwitchKind.Distributed, Vlan.Single(10))
            .Machine("golden", "esx-0101", "app-10").Machine("golden", machine => machine with { IsTemplate = true })
            .Machine("vCLS-1", "esx-0101", "app-10").Machine("vCLS-1", machine => machine with { IsClusterAgent = true })),
        ("provisioning stack with gateways", () => new FabricBuilder().Each((host, rack) => Provisioning(host, rack))),
        ("without a plan", () => new FabricBuilder().WithoutPlan()),
        ("without a plan, dual stack", () => new FabricBuilder().DualStack().WithoutPlan()),
        ("without a plan, multi-NIC", () => new FabricBuilder().MultiNic().WithoutPlan()),
        ("without a plan, default stack with override", () => new FabricBuilder().DefaultStackWithOverride().WithoutPlan()),
        ("without a plan, static routes", () => new FabricBuilder().StaticRoutes().WithoutPlan()),
        ("without a plan, stretched", () => new FabricBuilder().Stretched().WithoutPlan()),
        ("one flat segment on the default stack", () => new FabricBuilder().FlatDefaultStack()),
        ("two servers that know the same hosts", TwoServers),
    ];

    [Theory]
    [MemberData(nameof(Fabrics))]
    public void Nothing_is_found_where_nothing_is_wrong(string name)
    {
        FabricIndex fabric = All.Single(fabric => fabric.Name == name).Build().Build();
        Assert.Empty(RuleEngine.Run(fabric).Select(finding => finding.ToString()));
        Assert.NotEmpty(fabric.Hosts);
    }

    private static EsxHost Provisioning(EsxHost host, int rack) => host
        .Add(new Adapter
        {
            Device = "vmk3",
            Stack = NetstackKeys.Provisioning,
            Services = [ServiceNames.Provisioning],
            IPv4 = Core.Addresses.InterfaceAddress.Parse($"172.17.{rack}.{10 + int.Parse(host.Name.AsSpan(6, 2), System.Globalization.CultureInfo.InvariantCulture)}/24"),
        })
        .Stack(NetstackKeys.Provisioning, stack => stack with { IsActive = true, Gateway = Core.Addresses.InetAddress.Parse($"172.17.{rack}.1") });

    private static FabricBuilder HeldInRack()
    {
        FabricBuilder fabric = new FabricBuilder()
            .Network("app-10", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("vm-app", "esx-0101", "app-10");
        return fabric.Cluster("cl-01", cluster => cluster with
        {
            MandatoryHostRules = [new MandatoryHostRule("app in rack-01", [fabric.IdOfMachine("vm-app")], [fabric.IdOfHost("esx-0101"), fabric.IdOfHost("esx-0102")])],
        });
    }

    private static FabricBuilder TwoServers()
    {
        FabricBuilder fabric = new FabricBuilder();
        EsxHost host = fabric.Build().Hosts[0].Host;
        return fabric.AddHost(host with { Server = "esx-0101.example.com", Id = "ha-host", Name = "esx-0101b.example.com", Cluster = null, ClusterId = null })
            .WithoutPlan();
    }
}
