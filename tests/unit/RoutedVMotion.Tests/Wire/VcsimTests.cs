using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Tests.Peers;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>
/// VMware's own simulator, filled with a fabric that was written down beforehand: we find exactly what was written, over TLS.
/// </summary>
public sealed class VcsimTests(VcsimFixture fixture) : IClassFixture<VcsimFixture>, IAsyncLifetime
{
    private Vcsim _vcsim = null!;

    private ConnectionSettings Settings => new() { Server = _vcsim.Url.Host, Port = _vcsim.Url.Port, Thumbprint = _vcsim.Thumbprint };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _vcsim = await fixture.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_host_adapter_stack_and_port_group_is_found_as_it_was_written_down()
    {
        using VSphereSession session = await LoginAsync(Settings);
        var progress = new List<InventoryProgress>();
        var found = new Dictionary<string, EsxHost>();
        await new InventoryReader(session).ReadAsync(new InventoryQuery(), host => found.Add(host.Id, host), new Sink(progress), Cancel);
        await session.LogoutAsync(Cancel);

        JsonElement[] hosts = _vcsim.Truth.GetProperty("hosts").EnumerateArray().ToArray();
        Dictionary<string, JsonElement> switches = _vcsim.Truth.GetProperty("distributedSwitches").EnumerateArray()
            .ToDictionary(dvs => Text(dvs, "name")!);
        Assert.Equal(hosts.Length, found.Count);
        Assert.Equal(new InventoryProgress(hosts.Length, hosts.Length), progress[^1]);
        foreach (JsonElement host in hosts)
        {
            EsxHost actual = found[Text(host, "moref")!];
            Assert.Equal(DescribeTruth(host, switches), Describe(actual));
            Assert.Equal(!host.GetProperty("hasConfig").GetBoolean(), actual.AdaptersUnread);
            Assert.Equal(actual.AdaptersUnread, actual.Unread.Count > 0);
        }
    }

    [Fact]
    public async Task Every_cluster_and_network_is_found_as_it_was_written_down_and_no_other()
    {
        using VSphereSession session = await LoginAsync(Settings);
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel);

        JsonElement[] hosts = _vcsim.Truth.GetProperty("hosts").EnumerateArray().ToArray();
        Assert.Equal(hosts.Length, fabric.Hosts.Count);
        Assert.Equal(
            Items(_vcsim.Truth, "clusters").Select(cluster => (Text(cluster, "moref"), Decode(Text(cluster, "name")))).Order(),
            fabric.Clusters.Select(cluster => ((string?)cluster.Id, (string?)cluster.Name)).Order());
        Assert.All(fabric.Clusters, cluster => Assert.True(cluster is { ConfigManagerEnabled: false, MandatoryHostRules.Count: 0 }));

        VirtualMachineNetwork[] distributed = fabric.Networks.Where(network => network.Kind == SwitchKind.Distributed).ToArray();
        var truth = Items(_vcsim.Truth, "distributedSwitches")
            .SelectMany(dvs => Items(dvs, "portGroups").Append(dvs.GetProperty("uplinks")), (dvs, portGroup) => (
                Id: Text(portGroup, "key"), Name: Decode(Text(portGroup, "name")), Vlan: Vlan(portGroup.GetProperty("vlanSpec"), dvs)))
            .Order();
        Assert.Equal(truth, distributed.Select(network => (Id: (string?)network.Id, Name: (string?)network.Name, Vlan: network.Vlan.ToString())).Order());
        // What is not distributed is the network that every host has from the start.
        Assert.All(fabric.Networks.Except(distributed), network => Assert.Equal((SwitchKind.Standard, "VM Network"), (network.Kind, network.Name)));

        // A host with an adapter on a port group has the port group.
        foreach (JsonElement host in hosts)
        {
            foreach (JsonElement adapter in Items(host, "adapters").Where(adapter => Text(adapter, "portGroupKey") is not null))
                Assert.Contains(Text(host, "moref"), distributed.Single(network => network.Id == Text(adapter, "portGroupKey")).HostIds);
        }

        Assert.Empty(fabric.VirtualMachines);
        Assert.Empty(fabric.Unread);
    }

    [Fact]
    public async Task Its_own_model_has_virtual_machines_and_we_find_them_where_they_are()
    {
        using Vcsim own = await Vcsim.StartAsync("-own-model");
        using VSphereSession session = await VSphereSession.LoginAsync(
            new ConnectionSettings { Server = own.Url.Host, Port = own.Url.Port, Thumbprint = own.Thumbprint }, own.UserName, own.Password, Cancel);
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel);

        Assert.Equal(["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"], fabric.VirtualMachines.Select(machine => machine.Name).Order());
        string network = Assert.Single(fabric.Networks, network => network.Name == "DC0_DVPG0").Id;
        string[] inCluster = fabric.Hosts.Where(host => host.Cluster == "DC0_C0").Select(host => host.Id).ToArray();
        Assert.Equal(3, inCluster.Length);
        foreach (VirtualMachine machine in fabric.VirtualMachines)
        {
            Assert.False(machine.IsTemplate || machine.IsClusterAgent);
            Assert.Equal([network], machine.NetworkIds);
            Assert.Equal(machine.Name.StartsWith("DC0_C0", StringComparison.Ordinal), inCluster.Contains(machine.HostId));
        }

        Assert.Equal("DC0_C0", Assert.Single(fabric.Clusters).Name);
        Assert.Empty(fabric.Unread);
    }

    [Fact]
    public async Task Without_a_thumbprint_its_certificate_is_not_trusted_and_the_error_shows_it()
    {
        var error = await Assert.ThrowsAsync<VSphereTransportException>(() => LoginAsync(Settings with { Thumbprint = null }));
        Assert.Equal(TransportProblem.CertificateUntrusted, error.Problem);
        Assert.Equal(_vcsim.Thumbprint, error.Thumbprint);
        // What it shows is what lets us in.
        using VSphereSession session = await LoginAsync(Settings with { Thumbprint = error.Thumbprint });
        Assert.True(session.IsConnected);
    }

    [Fact]
    public async Task With_a_wrong_thumbprint_nothing_is_sent()
    {
        var error = await Assert.ThrowsAsync<VSphereTransportException>(
            () => LoginAsync(Settings with { Thumbprint = Certificates.Sha256(Certificates.Valid) }));
        Assert.Equal(TransportProblem.ThumbprintMismatch, error.Problem);
        Assert.Equal(_vcsim.Thumbprint, error.Thumbprint);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(
            () => VSphereSession.LoginAsync(Settings, _vcsim.UserName, Secrets.SecurePassword, Cancel));
        Assert.Equal("InvalidLogin", fault.FaultType);
        Secrets.AssertAbsent(fault);
    }

    [Fact]
    public async Task A_session_can_be_borrowed_and_outlives_the_borrower()
    {
        using VSphereSession owner = await LoginAsync(Settings);
        using (VSphereSession borrower = await VSphereSession.AdoptAsync(Settings, owner.Client.Cookie!, Cancel))
        {
            Assert.Equal(owner.UserName, borrower.UserName);
            Assert.NotEmpty(await borrower.ReadAllAsync());
            await borrower.LogoutAsync(Cancel);
        }

        Assert.NotEmpty(await owner.ReadAllAsync());
    }

    [Fact]
    public async Task A_session_that_was_ended_behind_our_back_is_renewed()
    {
        using VSphereSession session = await LoginAsync(Settings);
        await session.Client.CallAsync(new VSphere.Vim25.Methods.Logout { This = session.Content.SessionManager }, Cancel);
        Assert.NotEmpty(await session.ReadAllAsync());
        Assert.Equal(1, session.Generation);
    }

    [Fact]
    public async Task Neighbours_that_it_does_not_know_cost_nothing()
    {
        using VSphereSession session = await LoginAsync(Settings);
        List<EsxHost> hosts = await session.ReadAllAsync(
            new InventoryQuery { Neighbors = true, Wanted = host => host.Name.StartsWith("esx-01", StringComparison.Ordinal) });
        Assert.Equal(25, hosts.Count);
        Assert.All(hosts, host => Assert.All(host.PhysicalNics, nic => Assert.Null(nic.Neighbor)));
    }

    [Fact]
    public async Task Esxcli_that_it_does_not_have_is_its_no()
    {
        using VSphereSession session = await LoginAsync(Settings);
        string host = (await session.ReadAllAsync())[0].Id;
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new EsxCli(session).ListNeighborsAsync(host, "vmotion", null, Cancel));
        Assert.DoesNotContain("Exception", fault.Message, StringComparison.Ordinal);
    }

    private Task<VSphereSession> LoginAsync(ConnectionSettings settings) =>
        VSphereSession.LoginAsync(settings, _vcsim.UserName, _vcsim.Password, Cancel);

    // Both sides as lines of text: a difference then shows as one.
    private static string Describe(EsxHost host)
    {
        IEnumerable<string> lines =
        [
            $"{host.Name} | {host.Cluster} | {host.Datacenter} | {host.Version} {host.Build} | {host.Connection.ToString().ToLowerInvariant()} {host.InMaintenanceMode}",
            .. host.Adapters.Select(adapter => string.Join(
                " | ",
                adapter.Device,
                adapter.Stack,
                $"{adapter.PortGroup!.Name} {(adapter.PortGroup.Kind == SwitchKind.Distributed ? adapter.PortGroup.Id : null)} {adapter.PortGroup.Switch} {adapter.PortGroup.Kind.ToString().ToLowerInvariant()} {adapter.PortGroup.Vlan} {adapter.PortGroup.SwitchMtu} {string.Join(",", adapter.PortGroup.Uplinks.Select(uplink => uplink.Device))}",
                $"{adapter.IPv4} {string.Join(" ", adapter.IPv6)} {adapter.Dhcp} {adapter.Mtu} {adapter.Mac}",
                string.Join(" ", adapter.Services!),
                $"{adapter.OverrideGateway} {adapter.OverrideGateway6}")),
            .. host.Stacks.Select(stack => string.Join(
                " | ",
                $"{stack.Key} {stack.IsActive} {stack.Gateway} {stack.Gateway6} {stack.CongestionControl} {stack.MaxConnections}",
                string.Join(" ", stack.DnsServers),
                string.Join(", ", stack.Routes.Select(route => $"{route.Destination} {route.Gateway} {route.Device}")))),
            .. host.PhysicalNics.Select(nic => $"{nic.Device} {nic.Mac} {nic.SpeedMbps}"),
        ];
        return string.Join("\n", lines);
    }

    private static string DescribeTruth(JsonElement host, Dictionary<string, JsonElement> switches)
    {
        Dictionary<string, JsonElement> own = host.GetProperty("switches").EnumerateArray().ToDictionary(own => Text(own, "name")!);
        IEnumerable<string> lines =
        [
            $"{Decode(Text(host, "name"))} | {Decode(Text(host, "cluster"))} | {Decode(Text(host, "datacenter"))} | {Text(host, "version")} {Text(host, "build")} | {Text(host, "connectionState")!.ToLowerInvariant()} {host.GetProperty("inMaintenanceMode").GetBoolean()}",
            .. Items(host, "adapters").Select(adapter => string.Join(
                " | ",
                Text(adapter, "device"),
                Text(adapter, "stack"),
                $"{Decode(Text(adapter, "portGroup"))} {Text(adapter, "portGroupKey")} {Text(adapter, "switch")} {Text(adapter, "switchKind")} {Vlan(adapter, switches)} {Text(own[Text(adapter, "switch")!], "mtu")} {string.Join(",", Items(own[Text(adapter, "switch")!], "pnics"))}",
                $"{Address(adapter.GetProperty("ipv4"))} {string.Join(" ", Items(adapter, "ipv6").Select(Address))} {adapter.GetProperty("dhcp").GetBoolean()} {Text(adapter, "mtu")} {Text(adapter, "mac")}",
                string.Join(" ", Items(adapter, "services").Select(service => service.ToString()).Order(StringComparer.Ordinal)),
                $"{Text(adapter, "overrideGateway")} {Text(adapter, "overrideGateway6")}")),
            .. Items(host, "netstacks").Select(stack => string.Join(
                " | ",
                $"{Text(stack, "key")} {stack.GetProperty("active").GetBoolean()} {Text(stack, "defaultGateway")} {Text(stack, "ipv6DefaultGateway")} {Text(stack, "congestionControl")} {Text(stack, "maxConnections")}",
                string.Join(" ", Items(stack, "dnsServers")),
                string.Join(", ", Items(stack, "routes").Select(Route)))),
            .. Items(host, "pnics").Select(nic => $"{Text(nic, "device")} {Text(nic, "mac")} {Text(nic, "speedMb")}"),
        ];
        return string.Join("\n", lines);
    }

    private static string Vlan(JsonElement adapter, Dictionary<string, JsonElement> switches) =>
        Vlan(adapter.GetProperty("vlanSpec"), switches.GetValueOrDefault(Text(adapter, "switch")!));

    private static string Vlan(JsonElement vlan, JsonElement dvs)
    {
        int id = vlan.GetProperty("id").GetInt32();
        return Text(vlan, "kind") switch
        {
            "trunk" => $"trunk {Text(vlan, "start")}-{Text(vlan, "end")}",
            "pvlan" => $"pvlan {Items(dvs, "pvlans").Where(pair => pair.GetProperty("secondary").GetInt32() == id).Select(pair => Text(pair, "primary")).First()}/{id}",
            _ => $"{id}",
        };
    }

    private static string Route(JsonElement route) =>
        $"{Text(route, "network")}/{Text(route, "prefixLength")} {(Text(route, "gateway") is "0.0.0.0" or "::" ? null : Text(route, "gateway"))} {Text(route, "device")}";

    private static string? Address(JsonElement address) =>
        address.ValueKind == JsonValueKind.Null ? null : $"{Text(address, "address")}/{Text(address, "prefixLength")}";

    private static JsonElement[] Items(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    private static string? Decode(string? name) => name?.Replace("%2f", "/", StringComparison.Ordinal);

    private sealed class Sink(List<InventoryProgress> list) : IProgress<InventoryProgress>
    {
        public void Report(InventoryProgress value) => list.Add(value);
    }
}
