using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Captures of a real vCenter 8.0.2 parse to the values that a person reads in them.</summary>
public sealed class FixtureTests
{
    private const string Folder = "fixtures/vcenter-8.0.2/";

    [Fact]
    public async Task The_captured_handshake_opens_a_session()
    {
        var server = new Replay(
            (200, File.ReadAllText(Shared.Require(Folder + "vimServiceVersions_8.0.2.xml"))),
            (200, File.ReadAllText(Shared.Require(Folder + "RetrieveServiceContent_8.0.2.xml"))),
            (200, File.ReadAllText(Shared.Require(Folder + "Login_resp.xml"))));
        using VSphereSession session = await server.LoginAsync();
        // The newest version in the capture is a build id; the next is the one to speak.
        Assert.Equal("8.0.2.0", session.ApiVersion);
        Assert.Equal("my_user", session.UserName);
        Assert.Equal("VMware vCenter Server 8.0.3 build-69507950", session.About.FullName);
        Assert.Equal("8.0.3", session.About.Version);
        Assert.Equal("VirtualCenter", session.About.ApiType);
        Assert.Equal("61f12cb6-9de0-40cb-9c47-61d494229f4f", session.About.InstanceUuid);
        Assert.Equal("group-d1", session.Content.RootFolder!.Value);
        Assert.Equal("propertyCollector", session.Content.PropertyCollector!.Value);
        Assert.Equal("ViewManager", session.Content.ViewManager!.Value);
        Assert.Equal("SessionManager", session.Content.SessionManager!.Value);
    }

    [Fact]
    public async Task The_captured_InvalidLogin_is_told_in_our_words()
    {
        var server = new Replay(
            (200, File.ReadAllText(Shared.Require(Folder + "vimServiceVersions_8.0.2.xml"))),
            (200, File.ReadAllText(Shared.Require(Folder + "RetrieveServiceContent_8.0.2.xml"))),
            (500, InEnvelope(File.ReadAllText(Shared.Require(Folder + "InvalidLogin_fault.xml")))));
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(server.LoginAsync);
        Assert.Equal("InvalidLogin", fault.FaultType);
        Secrets.AssertAbsent(fault);
    }

    [Fact]
    public void The_captured_missingSet_says_NotAuthenticated()
    {
        XElement reply = XElement.Load(Shared.Require(Folder + "not_authenticated_fault.xml"));
        var read = new List<ObjectProperties>();
        using var client = new SoapClient(new Replay(), FakeVCenter.Settings);
        using var body = new SoapReply { Body = new MemoryStream(Encoding.UTF8.GetBytes(InEnvelope(reply.ToString()))) };
        client.Read(
            body,
            new VSphere.Vim25.Methods.CurrentTime(),
            reader => read.Add(new ObjectProperties((VSphere.Vim25.ObjectContent)WireFormat.For(typeof(VSphere.Vim25.ObjectContent)).ReadObject(reader)!)));
        ObjectProperties sessionManager = Assert.Single(read);
        Assert.True(sessionManager.IsNotAuthenticated);
        Assert.Equal("en", sessionManager.Get<string>("defaultLocale"));
        Assert.Equal(["ja", "zh_CN", "en", "de", "zh_TW", "ko", "fr"], sessionManager.Get<string[]>("messageLocaleList")!);
        Assert.Equal(["message", "sessionList"], sessionManager.Missing.Select(missing => missing.Path));
        Assert.Equal("Sessions.TerminateSession", Faults.PrivilegeOf(sessionManager.Missing[1].Fault!.Fault));
    }

    [Fact]
    public async Task The_captured_host_is_what_a_person_reads_in_it()
    {
        using var server = new FakeVCenter
        {
            Hosts =
            {
                FakeVCenter.Object(
                    "HostSystem",
                    "host-14",
                    FakeVCenter.Text("name", "esx-0101.example.com"),
                    FakeVCenter.Property("summary.config.product", "AboutInfo", InnerXml("host-config_product.xml", "product")),
                    FakeVCenter.Property("runtime", "HostRuntimeInfo", InnerXml("host-runtime.xml", "returnval")),
                    FakeVCenter.Property("config.network", "HostNetworkInfo", InnerXml("host-config_network.xml", "network")),
                    FakeVCenter.Property("config.virtualNicManagerInfo", "HostVirtualNicManagerInfo", InnerXml("host-config_virtualNicManagerInfo.xml", "virtualNicManagerInfo"))),
            },
        };
        using VSphereSession session = await server.LoginAsync();
        EsxHost host = Assert.Single(await session.ReadAllAsync());

        Assert.Equal("esx-0101.example.com", host.Name);
        Assert.Equal("8.0.3", host.Version);
        Assert.Equal("69507956", host.Build);
        Assert.Equal(HostConnection.Connected, host.Connection);
        Assert.False(host.InMaintenanceMode);
        Assert.Empty(host.Unread);

        Assert.Equal(["vmk0", "vmk1"], host.Adapters.Select(adapter => adapter.Device));
        Adapter vmk0 = host.Adapters[0];
        Assert.Equal("defaultTcpipStack", vmk0.Stack);
        Assert.True(vmk0.Dhcp);
        Assert.Equal("198.18.43.170/20", vmk0.IPv4.ToString());
        Assert.Equal(["fe80::425:17ff:fe84:894f/64", "fd01:0:106:301:425:17ff:fe84:894f/64"], vmk0.IPv6.Select(address => address.ToString()));
        Assert.Equal(1500, vmk0.Mtu);
        Assert.Equal("06:25:17:84:89:4f", vmk0.Mac);
        Assert.Equal(["management", "vmotion"], vmk0.Services!.Intersect(["management", "vmotion"]));
        Assert.False(vmk0.SystemOwned);
        Assert.Null(vmk0.OverrideGateway);
        Assert.Equal("Management Network", vmk0.PortGroup!.Name);
        Assert.Equal(SwitchKind.Standard, vmk0.PortGroup.Kind);
        Assert.Equal("vSwitch0", vmk0.PortGroup.Switch);
        Assert.Equal(Vlan.None, vmk0.PortGroup.Vlan);
        Assert.Equal(1500, vmk0.PortGroup.SwitchMtu);
        Assert.Equal([new Uplink("vmnic0", UplinkRole.Active)], vmk0.PortGroup.Uplinks);
        Assert.Equal("198.18.41.153/20", host.Adapters[1].IPv4.ToString());
        Assert.Equal("VMkernel", host.Adapters[1].PortGroup!.Name);

        Assert.Equal(["ops", "mirror", "vSphereProvisioning", "vmotion", "defaultTcpipStack"], host.Stacks.Select(stack => stack.Key));
        Assert.Equal("defaultTcpipStack", Assert.Single(host.Stacks, stack => stack.IsActive).Key);
        TcpIpStack standard = host.FindStack("defaultTcpipStack")!;
        Assert.Equal("198.18.47.254", standard.Gateway.ToString());
        Assert.Equal("fe80::50:56ff:fe56:4453", standard.Gateway6.ToString());
        Assert.Equal("newreno", standard.CongestionControl);
        Assert.Equal(11000, standard.MaxConnections);
        Assert.True(standard.IPv6Enabled);
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.2"], standard.DnsServers);
        Assert.Equal(10, standard.Routes.Count);
        Assert.Equal("default via 198.18.47.254", standard.Routes[0].ToString());
        Assert.Equal("198.18.32.0/20 on vmk0", standard.Routes[1].ToString());
        TcpIpStack vmotion = host.FindStack("vmotion")!;
        Assert.Null(vmotion.Gateway);
        Assert.Empty(vmotion.Routes);

        Assert.Equal(["vmnic0", "vmnic1", "vmnic2", "vmnic3"], host.PhysicalNics.Select(nic => nic.Device));
        Assert.All(host.PhysicalNics, nic => Assert.Equal(10000, nic.SpeedMbps));
        Assert.Equal("06:25:17:cc:8f:d7", host.PhysicalNics[1].Mac);
    }

    [Fact]
    public void Captured_output_of_esxcli_is_read_by_local_names()
    {
        EsxCliElement list = EsxCliElement.Parse("vc", File.ReadAllText(Shared.Require("fixtures/esxcli/network_vm_list.xml")));
        Assert.Equal(["foo", "bar"], list.Items.Select(item => item.GetText("Name")));
        Assert.Equal(["VM Network", "dougm"], list.Items.First().Children.Where(child => child.Name == "Networks").Select(child => child.Text));

        EsxCliElement port = Assert.Single(EsxCliElement.Parse("vc", File.ReadAllText(Shared.Require("fixtures/esxcli/network_vm_port_list.xml"))).Items);
        Assert.Null(port.GetText("DVPortID"));
        Assert.Equal("33554438", port.GetText("PortID"));

        EsxCliElement name = Assert.Single(EsxCliElement.Parse("vc", File.ReadAllText(Shared.Require("fixtures/esxcli/system_hostname_get.xml"))).Items);
        Assert.Equal("esxbox.localdomain", name.GetText("FullyQualifiedDomainName"));
    }

    private static string InnerXml(string file, string element)
    {
        XElement found = XElement.Load(Shared.Require(Folder + file)).DescendantsAndSelf().First(candidate => candidate.Name.LocalName == element);
        return string.Concat(found.Elements().Select(child => child.ToString()));
    }

    private static string InEnvelope(string body) =>
        $"<soapenv:Envelope xmlns:soapenv='{Namespaces.Envelope}' xmlns:xsi='{Namespaces.SchemaInstance}'><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>";

    /// <summary>Gives one reply after the other, whatever is asked.</summary>
    private sealed class Replay(params (int Status, string Body)[] replies) : ISoapTransport
    {
        private int _next;

        public Task<VSphereSession> LoginAsync() => VSphereSession.LoginAsync(
            FakeVCenter.Settings, this, "my_user", Secrets.SecurePassword, TestContext.Current.CancellationToken);

        public Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
        {
            (int status, string body) = replies[_next++];
            return Task.FromResult(new SoapReply { StatusCode = status, ContentType = "text/xml", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) });
        }

        public void Dispose()
        {
        }
    }
}
