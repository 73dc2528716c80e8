using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Vim.Schema;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Every kind of reply against VMware's schema, over a fabric with every fault in it.</summary>
public sealed class ReplySchemaTests
{
    private static readonly SimulatorOptions EveryFault = new()
    {
        Racks = 5,
        HostsPerRack = 5,
        StandaloneHosts = 1,
        Behavior = new SimulatorBehavior { MigrationTime = TimeSpan.FromMilliseconds(1) },
        Datacenters = 2,
        DualStack = true,
        Layout = Enum.GetValues<SimulatorLayout>().Aggregate((all, next) => all | next),
        Faults = Enum.GetValues<FaultName>().Select(name => new SimulatorFault(name, 1)).ToArray(),
    };

    private static readonly string[] EntityTypes =
    [
        "Folder", "Datacenter", "ClusterComputeResource", "ComputeResource", "ResourcePool", "HostSystem", "Network", "OpaqueNetwork",
        "DistributedVirtualPortgroup", "VmwareDistributedVirtualSwitch", "VirtualMachine",
    ];

    [Fact]
    public void What_a_client_of_the_schemas_own_version_is_told_is_valid()
    {
        VSphereSchema.GetOrSkip();
        Assert.Equal([], Converse("urn:vim25/6.7.1", element => element).Distinct());
    }

    [Fact]
    public void What_a_newer_client_is_told_is_valid_but_for_what_is_marked_as_newer()
    {
        VSphereSchema.GetOrSkip();
        string[] newer = VimSchema.Vim25.Types
            .Where(type => type.Kind is TypeKind.Data or TypeKind.Fault)
            .SelectMany(type => type.OwnFields)
            .Where(field => field.Since is not null)
            .Select(field => field.Name)
            .ToArray();
        int seen = 0;
        Assert.Empty(Converse("\"urn:vim25/8.0.2.0\"", element =>
        {
            XElement[] unknown = element.Descendants().Where(child => newer.Contains(child.Name.LocalName)).ToArray();
            seen += unknown.Length;
            foreach (XElement child in unknown.Reverse()) child.Remove();
            return element;
        }));
        Assert.NotEqual(0, seen);
    }

    private static void Change(SimulatedVCenter server, string network, string services)
    {
        const string Ip = "<ip><dhcp>false</dhcp><ipAddress>192.0.2.1</ipAddress><subnetMask>255.255.255.0</subnetMask></ip>";
        string device = server.Call("AddVirtualNic", network, $"<portgroup>VM Network</portgroup><nic>{Ip}<mtu>1500</mtu></nic>").Value;
        Expect(() => server.Call("AddVirtualNic", network, $"<portgroup>VM Network</portgroup><nic>{Ip}</nic>"), "AlreadyExists");
        server.Call("UpdateVirtualNic", network, $"<device>{device}</device><nic>{Ip}<mtu>1400</mtu></nic>");
        server.Call("SelectVnicForNicType", services, $"<nicType>vmotion</nicType><device>{device}</device>");
        server.Call("DeselectVnicForNicType", services, $"<nicType>vmotion</nicType><device>{device}</device>");
        const string Stack = "<config><netStackSpec><netStackInstance><key>vSphereProvisioning</key></netStackInstance><operation>edit</operation></netStackSpec></config>";
        server.Call("UpdateNetworkConfig", network, Stack + "<changeMode>modify</changeMode>");
        Expect(() => server.Call("UpdateNetworkConfig", network, Gateway("203.0.113.1") + "<changeMode>modify</changeMode>"), "PlatformConfigFault");
        server.Call("RefreshNetworkSystem", network);
        server.Call("RemoveVirtualNic", network, $"<device>{device}</device>");
    }

    // Machines to hosts of their cluster: some get there, and some are refused, each for its reason.
    private static void Migrate(SimulatedVCenter server)
    {
        const string Checker = "VirtualMachineProvisioningChecker:ProvChecker";
        foreach ((string id, Dictionary<string, XElement> machine) in server.Read("VirtualMachine", "runtime.host", "runtime.powerState", "summary.config.template"))
        {
            if (machine["summary.config.template"].Value == "true") continue;
            XElement siblings = server.ReadOne(server.ReadOne("HostSystem:" + machine["runtime.host"].Value, "parent") is { } parent
                ? parent.Attribute("type")!.Value + ":" + parent.Value : throw new InvalidOperationException(), "host")!;
            foreach (string host in siblings.Elements().Select(one => one.Value))
            {
                string vm = $"<vm type=\"VirtualMachine\">{id}</vm>", target = $"<host type=\"HostSystem\">{host}</host>";
                Tolerate(() => ReadAll(server, "Task", $"<obj type=\"Task\">{server.Call("QueryVMotionCompatibilityEx_Task", Checker, vm + target).Value}</obj>"));
                Tolerate(() => ReadAll(server, "Task", $"<obj type=\"Task\">{server.Call("CheckMigrate_Task", Checker, vm + target + "<state>poweredOn</state>").Value}</obj>"));
            }

            string last = $"<host type=\"HostSystem\">{siblings.Elements().Last().Value}</host>", first = $"<host type=\"HostSystem\">{siblings.Elements().First().Value}</host>";
            Tolerate(() => ReadAll(server, "Task", $"<obj type=\"Task\">{server.Call("RelocateVM_Task", "VirtualMachine:" + id, $"<spec>{last}</spec>").Value}</obj>"));
            Tolerate(() => ReadAll(server, "Task", $"<obj type=\"Task\">{server.Call("MigrateVM_Task", "VirtualMachine:" + id, $"{first}<priority>defaultPriority</priority>").Value}</obj>"));
        }
    }

    private static string Gateway(string address) =>
        "<config><netStackSpec><netStackInstance><key>vmotion</key><ipRouteConfig><defaultGateway>" + address
        + "</defaultGateway></ipRouteConfig></netStackInstance><operation>edit</operation></netStackSpec></config>";

    private static List<string> Converse(string action, Func<XElement, XElement> prepare)
    {
        var problems = new List<string>();
        var replies = new HashSet<string>();
        var server = new SimulatedVCenter(EveryFault) { Action = action };
        server.Observer = reply =>
        {
            replies.Add(reply.Name.LocalName);
            string method = reply.Name.LocalName.Replace("Response", string.Empty);
            if (SchemaTableTests.MethodsNotInSchema.Contains(method)) return;
            foreach (string problem in VSphereSchema.Validate(prepare(new XElement(reply)))) problems.Add(method + ": " + problem);
        };

        // Without a session first.
        server.Call("RetrieveServiceContent", "ServiceInstance:ServiceInstance");
        server.Call("RetrieveProperties", "PropertyCollector:propertyCollector", FilterOne("ServiceInstance:ServiceInstance", "content", "capability"));
        server.Call("RetrieveProperties", "PropertyCollector:propertyCollector", FilterOne("Folder:group-d1", "name"));
        Expect(() => server.Login("wrong"), "InvalidLogin");
        Expect(() => server.Call("CurrentTime", "ServiceInstance:ServiceInstance"), "NotAuthenticated");

        string key = server.Login().Descendants(Vim + "key").Single().Value;
        server.Call("CurrentTime", "ServiceInstance:ServiceInstance");
        server.Call("SessionIsActive", "SessionManager:SessionManager", $"<sessionID>{key}</sessionID><userName>{UserName}</userName>");
        foreach (string manager in new[] { "SessionManager", "ViewManager", "AuthorizationManager", "SearchIndex", "HostProfileManager", "PropertyCollector", "ServiceInstance" })
        {
            string id = manager == "PropertyCollector" ? "propertyCollector" : manager;
            ReadAll(server, manager, $"<obj type=\"{manager}\">{id}</obj>");
        }

        XElement profile = Assert.Single(server.ReadOne("HostProfileManager:HostProfileManager", "profile")!.Elements());
        ReadAll(server, "HostProfile", $"<obj type=\"HostProfile\">{profile.Value}</obj>");

        foreach (string type in EntityTypes)
        {
            string view = server.CreateView(type);
            ReadAll(server, type, $"<obj type=\"ContainerView\">{view.Split(':', 2)[1]}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path></selectSet>");
            ReadAll(server, "ContainerView", $"<obj type=\"ContainerView\">{view.Split(':', 2)[1]}</obj>");
            server.Call("DestroyView", view);
        }

        foreach ((string id, Dictionary<string, XElement> host) in server.Read(
            "HostSystem", "configManager.networkSystem", "configManager.virtualNicManager", "runtime.connectionState", "summary.runtime"))
        {
            if (!host.TryGetValue("configManager.networkSystem", out XElement? networkSystem)) continue;
            ReadAll(server, "HostNetworkSystem", $"<obj type=\"HostNetworkSystem\">{networkSystem.Value}</obj>");
            ReadAll(server, "HostVirtualNicManager", $"<obj type=\"HostVirtualNicManager\">{host["configManager.virtualNicManager"].Value}</obj>");
            Tolerate(() => server.Call("QueryNetworkHint", "HostNetworkSystem:" + networkSystem.Value));
            Tolerate(() => server.Call("QueryNetConfig", "HostVirtualNicManager:" + host["configManager.virtualNicManager"].Value, "<nicType>vmotion</nicType>"));
            Tolerate(() => server.RunEsxCli(id, "network.ip.neighbor.list", "netstack=vmotion"));
            Expect(() => server.Call("QueryNetConfig", "HostVirtualNicManager:" + host["configManager.virtualNicManager"].Value, "<nicType>none</nicType>"), "InvalidArgument", "HostNotConnected", "HostNotReachable");
            Tolerate(() => Change(server, "HostNetworkSystem:" + networkSystem.Value, "HostVirtualNicManager:" + host["configManager.virtualNicManager"].Value));
            string iscsiManager = "IscsiManager:" + networkSystem.Value.Replace("networkSystem", "iscsiManager", StringComparison.Ordinal);
            Tolerate(() => server.Call("QueryBoundVnics", iscsiManager, "<iScsiHbaName>vmhba64</iScsiHbaName>"));
        }

        string cluster = "ClusterComputeResource:" + server.Read("ClusterComputeResource", "name").First().Key;
        const string Lower = "<spec xsi:type=\"ClusterConfigSpecEx\"><drsConfig><defaultVmBehavior>partiallyAutomated</defaultVmBehavior></drsConfig></spec><modify>true</modify>";
        ReadAll(server, "Task", $"<obj type=\"Task\">{server.Call("ReconfigureComputeResource_Task", cluster, Lower).Value}</obj>");

        string vds = "VmwareDistributedVirtualSwitch:" + server.Read("VmwareDistributedVirtualSwitch", "name").First().Key;
        int ports = server.Call("FetchDVPortKeys", vds).Elements().Count();
        int free = server.Call("FetchDVPortKeys", vds, "<criteria><connected>false</connected></criteria>").Elements().Count();
        int taken = server.Call("FetchDVPortKeys", vds, "<criteria><connected>true</connected></criteria>").Elements().Count();
        Assert.True(free > 0 && taken > 0 && ports == free + taken);
        Migrate(server);

        string all = server.CreateView("HostSystem");
        XElement page = server.Call(
            "RetrievePropertiesEx", "PropertyCollector:propertyCollector", Filter(all, "HostSystem", "name", "bogus") + "<options><maxObjects>10</maxObjects></options>");
        string token = page.Descendants(Vim + "token").Single().Value;
        page = server.Call("ContinueRetrievePropertiesEx", "PropertyCollector:propertyCollector", $"<token>{token}</token>");
        token = page.Descendants(Vim + "token").Single().Value;
        server.Call("CancelRetrievePropertiesEx", "PropertyCollector:propertyCollector", $"<token>{token}</token>");
        server.Call(
            "HasPrivilegeOnEntities",
            "AuthorizationManager:AuthorizationManager",
            $"<entity type=\"Folder\">group-d1</entity><sessionId>{key}</sessionId><privId>System.Read</privId><privId>Host.Config.Network</privId>");
        server.Call("FindByInventoryPath", "SearchIndex:SearchIndex", "<inventoryPath>dc-01</inventoryPath>");
        server.Call("FindChild", "SearchIndex:SearchIndex", "<entity type=\"Folder\">group-d1</entity><name>dc-01</name>");
        server.Call("FindByDnsName", "SearchIndex:SearchIndex", "<dnsName>esx-0101.example.com</dnsName><vmSearch>false</vmSearch>");
        server.Call("Fetch", "Folder:group-d1", "<prop>childEntity</prop>");

        Expect(() => server.Call("CurrentTime", Nothing("ServiceInstance")), "ManagedObjectNotFound");
        Expect(() => server.Call("QueryNetConfig", "Folder:group-d1", "<nicType>vmotion</nicType>"), "MethodNotFound");
        Expect(() => server.Call("PowerOnMultiVM_Task", "Folder:group-d1"), "InvalidRequest");
        Expect(() => server.Call("RetrieveManagedMethodExecuter", "HostSystem:" + server.Fabric.Hosts.Where(host => host.IsUnreadable).Select(host => server.IdOf(host.Name)).Single()), "NoPermission");
        server.Call("Logout", "SessionManager:SessionManager");

        foreach (MethodDefinition method in VimSchema.Vim25.Methods) Assert.Contains(method.Name + "Response", replies);
        return problems;
    }

    private static void ReadAll(SimulatedVCenter server, string type, string objectSpec) => server.Call(
        "RetrieveProperties",
        "PropertyCollector:propertyCollector",
        $"<specSet><propSet><type>{type}</type><all>true</all></propSet><objectSet>{objectSpec}</objectSet></specSet>");

    private static void Expect(Action call, params string[] types) => Assert.Contains(Assert.Throws<FaultReply>(call).Type, types);

    private static void Tolerate(Action call)
    {
        try
        {
            call();
        }
        catch (FaultReply fault)
        {
            Assert.Contains(fault.Type, new[] { "HostNotConnected", "HostNotReachable", "NoPermission", "NotFound", "TaskInProgress" });
        }
    }
}
