using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>
/// Replies of a real vCenter 8.0.2 (../shared/fixtures): whatever element stands in them stands in the simulator's reply too,
/// at the same place and in the same order among its siblings.
/// </summary>
public sealed class CaptureTests
{
    /// <summary>What real hosts tell that has no bearing on vMotion's network, and that the simulator leaves out.</summary>
    private static readonly string[] LeftOut =
    [
        "pnic/fcoeConfiguration", "healthSystemRuntime", "vsanRuntimeInfo", "hostMaxVirtualDiskCapacity",
        // Theirs come from DHCP and from router advertisements.
        "dnsConfig/virtualNicDevice", "netStackInstance/dnsConfig/virtualNicDevice",
        "ipRouteConfig/ipV6DefaultGateway", "ipRouteConfig/ipV6GatewayDevice",
        "netStackInstance/ipRouteConfig/ipV6DefaultGateway", "netStackInstance/ipRouteConfig/ipV6GatewayDevice",
    ];

    [Theory]
    [InlineData("host-config_network.xml", "config.network")]
    [InlineData("host-config_virtualNicManagerInfo.xml", "config.virtualNicManagerInfo")]
    [InlineData("host-config_vmotion.xml", "config.vmotion")]
    [InlineData("host-config_product.xml", "config.product")]
    [InlineData("host-runtime.xml", "runtime")]
    public void The_simulator_tells_what_a_real_vCenter_tells(string file, string property)
    {
        XElement capture = Load(file);
        if (capture.Descendants(SimulatedVCenter.Vim + "returnval").FirstOrDefault() is XElement returned) capture = returned;
        SimulatedVCenter server = SimulatedVCenter.LoggedIn(new SimulatorOptions { DualStack = true });
        // Rack 3 has standard switches, as the captured host has.
        XElement ours = server.ReadOne("HostSystem:" + server.IdOf("esx-0301.example.com"), property)!;

        Dictionary<string, List<string>> theirPlaces = Places(capture);
        Dictionary<string, List<string>> ourPlaces = Places(ours);
        foreach ((string place, List<string> names) in theirPlaces)
        {
            if (LeftOut.Any(left => place == left || place.StartsWith(left + "/", StringComparison.Ordinal))) continue;
            string[] expected = names.Where(name => !LeftOut.Contains(place.Length == 0 ? name : place + "/" + name)).ToArray();
            Assert.True(ourPlaces.TryGetValue(place, out List<string>? found), $"Nothing at {place}.");
            Assert.Equal(expected, found.Where(expected.Contains));
        }
    }

    [Fact]
    public void The_unused_stacks_and_the_services_are_those_of_a_real_host()
    {
        SimulatedVCenter server = SimulatedVCenter.LoggedIn();
        string target = "HostSystem:" + server.IdOf("esx-0301.example.com");
        Assert.Equal(
            Load("host-config_network.xml").Elements("netStackInstance").Select(stack => stack.Element("key")!.Value),
            server.ReadOne(target, "config.network.netStackInstance")!.Elements().Select(stack => stack.Element(SimulatedVCenter.Vim + "key")!.Value));
        XElement unused = server.ReadOne(target, "config.network.netStackInstance[\"vSphereProvisioning\"]")!;
        Assert.Equal(
            Load("host-config_network.xml").Elements("netStackInstance").Single(stack => stack.Element("key")!.Value == "vSphereProvisioning").Elements().Select(each => each.Name.LocalName + "=" + each.Value),
            unused.Elements().Select(each => each.Name.LocalName + "=" + each.Value));
        Assert.Equal(
            Load("host-config_virtualNicManagerInfo.xml").Elements("netConfig").Select(each => each.Element("nicType")!.Value + each.Element("multiSelectAllowed")!.Value),
            server.ReadOne(target, "config.virtualNicManagerInfo.netConfig")!.Elements().Select(
                each => each.Element(SimulatedVCenter.Vim + "nicType")!.Value + each.Element(SimulatedVCenter.Vim + "multiSelectAllowed")!.Value));
    }

    [Fact]
    public void A_failed_login_is_the_captured_fault_word_for_word()
    {
        XElement theirs = XElement.Parse(ReadFile("InvalidLogin_fault.xml").Replace(
            "<soapenv:Fault>",
            "<soapenv:Fault xmlns:soapenv='http://schemas.xmlsoap.org/soap/envelope/' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>",
            StringComparison.Ordinal));
        FaultReply ours = Assert.Throws<FaultReply>(() => new SimulatedVCenter().Login("wrong"));
        Assert.Equal((string?)theirs.Element("faultstring"), ours.Message);
        Assert.Equal(theirs.Element("detail")!.Elements().Single().Name, ours.Detail.Name);
    }

    // For each place the names of the children that occur there, each once, in order.
    private static Dictionary<string, List<string>> Places(XElement root)
    {
        var places = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        Visit(root, string.Empty, places);
        return places;
    }

    private static void Visit(XElement element, string place, Dictionary<string, List<string>> places)
    {
        if (!element.HasElements) return;
        if (!places.TryGetValue(place, out List<string>? names)) places.Add(place, names = []);
        int last = -1;
        foreach (XElement child in element.Elements())
        {
            string name = child.Name.LocalName;
            int known = names.IndexOf(name);
            if (known < 0) names.Insert(known = last + 1, name);
            last = known;
            Visit(child, place.Length == 0 ? name : place + "/" + name, places);
        }
    }

    private static XElement Load(string file) => XElement.Parse(ReadFile(file));

    private static string ReadFile(string file)
    {
        string? folder = VSphereSchema.FindFolder();
        string path = folder is null ? string.Empty : Path.Combine(folder, "..", "fixtures", "vcenter-8.0.2", file);
        if (!File.Exists(path)) Assert.Skip("../shared/fixtures is not there: nothing to compare with.");
        return File.ReadAllText(path);
    }
}
