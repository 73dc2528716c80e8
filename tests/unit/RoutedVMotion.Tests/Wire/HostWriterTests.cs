using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Changes as they are on the wire, held against the calls of facts B7 and A3 and against VMware's schema: just what changes, and nothing else.</summary>
public sealed class HostWriterTests
{
    private const string SwitchUuid = "50 11 22 33 44 55 66 77-88 99 aa bb cc dd ee ff";

    private static readonly XNamespace Vim = Namespaces.Vim25;

    private static readonly AdapterSettings New = new()
    {
        Stack = "vmotion", PortGroupId = "dvportgroup-42", PortGroup = "dvpg-vmotion", Switch = SwitchKind.Distributed, IPv4 = InterfaceAddress.Parse("172.16.12.101/24"), Mtu = 9000,
    };

    private static readonly AdapterSettings Old = New with
    {
        Stack = "defaultTcpipStack",
        IPv6 = [InterfaceAddress.Parse("fd00:12::101/64"), InterfaceAddress.Parse("fd00:13::101/64")],
        OverrideGateway = InetAddress.Parse("172.16.12.1"),
        OverrideGateway6 = InetAddress.Parse("fd00:12::1"),
        Services = ["vmotion"],
    };

    /// <summary>What is done, the method, and all that is in it behind "_this".</summary>
    public static TheoryData<Change, string, string> Calls => new()
    {
        {
            Change.Add(New),
            "AddVirtualNic",
            $"<portgroup></portgroup><nic><ip><dhcp>false</dhcp><ipAddress>172.16.12.101</ipAddress><subnetMask>255.255.255.0</subnetMask></ip><distributedVirtualPort><switchUuid>{SwitchUuid}</switchUuid><portgroupKey>dvportgroup-42</portgroupKey></distributedVirtualPort><mtu>9000</mtu><netStackInstanceKey>vmotion</netStackInstanceKey></nic>"
        },
        {
            Change.Add(New with { Switch = SwitchKind.Standard, PortGroupId = "vmotion & co", IPv4 = null, IPv6 = [InterfaceAddress.Parse("fd00:12::101/64")], AutoconfiguredIPv6 = true }, "00:50:56:61:02:03"),
            "AddVirtualNic",
            "<portgroup>vmotion &amp; co</portgroup><nic><ip><dhcp>false</dhcp><ipV6Config><ipV6Address><ipAddress>fd00:12::101</ipAddress><prefixLength>64</prefixLength><operation>add</operation></ipV6Address><autoConfigurationEnabled>true</autoConfigurationEnabled><dhcpV6Enabled>false</dhcpV6Enabled></ipV6Config></ip><mac>00:50:56:61:02:03</mac><mtu>9000</mtu><netStackInstanceKey>vmotion</netStackInstanceKey></nic>"
        },
        {
            Change.Update("vmk1", Old, Old with { Mtu = 1500 }),
            "UpdateVirtualNic",
            "<device>vmk1</device><nic><ip><dhcp>false</dhcp><ipAddress>172.16.12.101</ipAddress><subnetMask>255.255.255.0</subnetMask></ip><mtu>1500</mtu></nic>"
        },
        {
            // One family's override goes, and the other's stays.
            Change.Update("vmk1", Old, Old with { OverrideGateway = null }),
            "UpdateVirtualNic",
            "<device>vmk1</device><nic><ip><dhcp>false</dhcp><ipAddress>172.16.12.101</ipAddress><subnetMask>255.255.255.0</subnetMask></ip><ipRouteSpec><ipRouteConfig><ipV6DefaultGateway>fd00:12::1</ipV6DefaultGateway></ipRouteConfig></ipRouteSpec></nic>"
        },
        {
            Change.Update("vmk1", Old, Old with { OverrideGateway = null, OverrideGateway6 = null }),
            "UpdateVirtualNic",
            "<device>vmk1</device><nic><ip><dhcp>false</dhcp><ipAddress>172.16.12.101</ipAddress><subnetMask>255.255.255.0</subnetMask></ip><ipRouteSpec><ipRouteConfig/></ipRouteSpec></nic>"
        },
        { Change.Remove("vmk1", Old), "RemoveVirtualNic", "<device>vmk1</device>" },
        { Change.SelectVMotion("vmk1", Old), "SelectVnicForNicType", "<nicType>vmotion</nicType><device>vmk1</device>" },
        { Change.DeselectVMotion("vmk1", Old), "DeselectVnicForNicType", "<nicType>vmotion</nicType><device>vmk1</device>" },
        {
            Change.SetGateway(StackGateways.None, new StackGateways(InetAddress.Parse("172.16.12.1"), null)),
            "UpdateNetworkConfig",
            "<config><netStackSpec><netStackInstance><key>vmotion</key><ipRouteConfig><defaultGateway>172.16.12.1</defaultGateway></ipRouteConfig></netStackInstance><operation>edit</operation></netStackSpec></config><changeMode>modify</changeMode>"
        },
        {
            // What stays is sent along; what goes is absent.
            Change.SetGateway(new StackGateways(InetAddress.Parse("172.16.12.1"), InetAddress.Parse("fe80::1")), new StackGateways(null, InetAddress.Parse("fe80::1"))),
            "UpdateNetworkConfig",
            "<config><netStackSpec><netStackInstance><key>vmotion</key><ipRouteConfig><ipV6DefaultGateway>fe80::1</ipV6DefaultGateway></ipRouteConfig></netStackInstance><operation>edit</operation></netStackSpec></config><changeMode>modify</changeMode>"
        },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_change_is_one_call_with_nothing_else_in_it(Change change, string method, string content)
    {
        Schema schema = Schema.Require();
        using FakeVCenter server = Serve();
        using VSphereSession session = await server.LoginAsync();
        string? device = await new HostWriter(session).ApplyAsync(Host, change, Cancel);
        Assert.Equal(change.Kind == ChangeKind.AddAdapter ? "vmk2" : null, device);

        XElement[] writes = server.Requests.Select(request => request.Body).Where(body => IsWrite(body.Name.LocalName)).ToArray();
        XElement sent = Assert.Single(writes);
        (string type, string id) = method.EndsWith("NicType", StringComparison.Ordinal) ? ("HostVirtualNicManager", "virtualNicManager-14") : ("HostNetworkSystem", "networkSystem-14");
        var expected = XElement.Parse($"<{method} xmlns='urn:vim25'><_this type='{type}'>{id}</_this>{content}</{method}>");
        Assert.Equal(expected.ToString(), XElement.Parse(sent.ToString()).ToString());
        foreach (XElement body in server.Requests.Select(request => request.Body)) Assert.Equal([], schema.Validate(body));
    }

    [Fact]
    public async Task An_IPv6_address_that_changes_says_what_is_done_with_each()
    {
        using FakeVCenter server = Serve();
        using VSphereSession session = await server.LoginAsync();
        AdapterSettings after = Old with { IPv6 = [InterfaceAddress.Parse("fd00:12::101/64"), InterfaceAddress.Parse("fd00:14::101/64")] };
        await new HostWriter(session).ApplyAsync(Host, Change.Update("vmk1", Old, after), Cancel);
        XElement sent = server.Requests.Single(request => request.Method == "UpdateVirtualNic").Body;
        Dictionary<string, string?> operations = sent.Descendants(Vim + "ipV6Address")
            .ToDictionary(row => row.Element(Vim + "ipAddress")!.Value, row => row.Element(Vim + "operation")?.Value);
        Assert.Equal("remove", operations["fd00:13::101"]);
        Assert.Equal("add", operations["fd00:14::101"]);
        // It is there already: to add it again could be refused.
        Assert.Null(operations["fd00:12::101"]);
    }

    [Fact]
    public async Task The_switch_of_a_port_group_is_looked_up_once()
    {
        using FakeVCenter server = Serve();
        using VSphereSession session = await server.LoginAsync();
        var writer = new HostWriter(session);
        await writer.ApplyAsync(Host, Change.Add(New), Cancel);
        int before = server.Count("RetrievePropertiesEx");
        await writer.ApplyAsync(Host, Change.Add(New with { IPv4 = InterfaceAddress.Parse("172.16.12.102/24") }), Cancel);
        Assert.Equal(before, server.Count("RetrievePropertiesEx"));
    }

    [Fact]
    public async Task Only_a_call_that_was_not_carried_out_is_made_again()
    {
        using FakeVCenter server = Serve();
        using VSphereSession session = await server.LoginAsync();
        var writer = new HostWriter(session);
        Change remove = Change.Remove("vmk1", Old);

        // The session has ended: vCenter says so in the place of doing it.
        server.Expire();
        await writer.ApplyAsync(Host, remove, Cancel);
        Assert.Equal((2, 2), (server.Count("RemoveVirtualNic"), server.Logins));

        // Nobody knows.
        Func<string, XElement, string?> answer = server.Answer!;
        server.Answer = (method, body) => method == "RemoveVirtualNic"
            ? throw new VSphereTransportException("vc01.example.com", TransportProblem.ConnectionLost, "The connection was lost.")
            : answer(method, body);
        await Assert.ThrowsAsync<VSphereTransportException>(() => writer.ApplyAsync(Host, remove, Cancel));
        Assert.Equal(3, server.Count("RemoveVirtualNic"));
    }

    [Fact]
    public async Task A_hosts_own_words_are_told()
    {
        using FakeVCenter server = Serve();
        using VSphereSession session = await server.LoginAsync();
        server.Answer = (method, _) => method == "UpdateNetworkConfig"
            ? Fault(
                "PlatformConfigFault",
                "An error occurred during host configuration.",
                "<faultMessage><key>com.vmware.esx.hostctl.default</key><message>Operation failed, diagnostics report: Unable to set default gateway</message></faultMessage><text>x</text>")
            : null;
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new HostWriter(session).ApplyAsync(
            Host, Change.SetGateway(StackGateways.None, new StackGateways(InetAddress.Parse("172.16.99.1"), null)), Cancel));
        Assert.Equal("PlatformConfigFault", fault.FaultType);
        Assert.Contains("Unable to set default gateway", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileges_are_asked_for_with_the_sessions_key_and_only_a_no_is_a_no()
    {
        Schema schema = Schema.Require();
        using FakeVCenter server = Serve();
        using VSphereSession session = await server.LoginAsync();
        Assert.Equal(["host-2"], await new PrivilegeReader(session).FindDeniedAsync("HostSystem", ["host-1", "host-2", "host-1"], PrivilegeReader.Network, Cancel));
        XElement sent = server.Requests.Single(request => request.Method == "HasPrivilegeOnEntities").Body;
        Assert.Equal([], schema.Validate(sent));
        Assert.Equal("1", sent.Element(Vim + "sessionId")!.Value);
        Assert.Equal(["host-1", "host-2"], sent.Elements(Vim + "entity").Select(entity => entity.Value));

        server.Answer = (method, _) => method == "HasPrivilegeOnEntities" ? Fault("NotSupported", "The operation is not supported on the object.") : null;
        Assert.Empty(await new PrivilegeReader(session).FindDeniedAsync("HostSystem", ["host-2"], PrivilegeReader.Network, Cancel));
    }

    private static HostSighting Host { get; } = new(
        new EsxHost
        {
            Server = "vc01.example.com",
            Id = "host-14",
            Name = "esx-0101",
            Adapters =
            [
                new Adapter
                {
                    Device = "vmk1",
                    Stack = Old.Stack,
                    PortGroup = new PortGroup { Id = Old.PortGroupId!, Name = Old.PortGroup!, Kind = Old.Switch },
                    IPv4 = Old.IPv4,
                    IPv6 = Old.IPv6,
                    Mtu = Old.Mtu,
                    OverrideGateway = Old.OverrideGateway,
                    OverrideGateway6 = Old.OverrideGateway6,
                    Services = Old.Services,
                },
            ],
        },
        new ManagedObjectReference("HostNetworkSystem", "networkSystem-14"),
        new ManagedObjectReference("HostVirtualNicManager", "virtualNicManager-14"));

    private static bool IsWrite(string method) => method is "AddVirtualNic" or "UpdateVirtualNic" or "RemoveVirtualNic" or "UpdateNetworkConfig" or "SelectVnicForNicType" or "DeselectVnicForNicType";

    // Knows one port group with its switch, and grants the user host-1 only.
    private static FakeVCenter Serve()
    {
        var server = new FakeVCenter();
        server.Answer = (method, body) =>
        {
            if (!server.HasSession) return null;
            string? asked = body.Descendants(Vim + "propSet").FirstOrDefault()?.Element(Vim + "type")!.Value;
            return (method, asked) switch
            {
                ("RetrievePropertiesEx", "DistributedVirtualPortgroup") =>
                    $"<returnval>{Object("DistributedVirtualPortgroup", "dvportgroup-42", Reference("config.distributedVirtualSwitch", "VmwareDistributedVirtualSwitch", "dvs-20"))}</returnval>",
                ("RetrievePropertiesEx", "DistributedVirtualSwitch") => $"<returnval>{Object("VmwareDistributedVirtualSwitch", "dvs-20", Text("uuid", SwitchUuid))}</returnval>",
                ("AddVirtualNic", _) => "<returnval>vmk2</returnval>",
                ("UpdateNetworkConfig", _) => "<returnval></returnval>",
                ("HasPrivilegeOnEntities", _) => string.Concat(body.Elements(Vim + "entity").Select(entity =>
                    $"<returnval><entity type=\"HostSystem\">{entity.Value}</entity><privAvailability><privId>Host.Config.Network</privId><isGranted>{(entity.Value == "host-1" ? "true" : "false")}</isGranted></privAvailability></returnval>")),
                _ => null,
            };
        };
        return server;
    }
}
