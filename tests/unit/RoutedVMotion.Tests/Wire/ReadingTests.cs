using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>The deserializer by itself: lenient towards everything that a newer or stranger server may send.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("<val xmlns:a='http://www.w3.org/2001/XMLSchema-instance' xmlns:b='http://www.w3.org/2001/XMLSchema' a:type='b:int'>7</val>", 7)]
    [InlineData("<val xsi:type='xsd:long'>7</val>", 7)]
    [InlineData("<val xsi:type='xsd:long'>70000000000</val>", 70000000000L)]
    [InlineData("<val xsi:type='xsd:boolean'>1</val>", true)]
    [InlineData("<val xsi:type='xsd:boolean'> </val>", null)]
    [InlineData("<val xsi:type='xsd:int'/>", null)]
    [InlineData("<val xsi:type='xsd:int'></val>", null)]
    [InlineData("<val xsi:type='xsd:int'>many</val>", null)]
    [InlineData("<val xsi:type='xsd:int'>123456789012345678901234567890</val>", null)]
    [InlineData("<val xsi:type='xsd:string'>a&amp;b<!-- c --><![CDATA[<d>]]></val>", "a&b<d>")]
    [InlineData("<val xsi:type='xsd:string'/>", "")]
    [InlineData("<val xsi:type='HostSystemConnectionState'>connected</val>", "connected")]
    [InlineData("<val xsi:type='TypeOfTheFuture'><deep><deeper>x</deeper></deep></val>", null)]
    [InlineData("<val xsi:type='ArrayOfTypeOfTheFuture'><TypeOfTheFuture>x</TypeOfTheFuture></val>", null)]
    [InlineData("<val xsi:type='RetrievePropertiesEx'><_this type='x'>y</_this></val>", null)]
    public void A_value_is_what_its_xsi_type_says_whatever_the_prefix(string val, object? expected) =>
        Assert.Equal(expected, Read<DynamicProperty>($"<name>x</name>{val}").Val);

    [Fact]
    public void Arrays_are_of_their_items_types()
    {
        Assert.Equal(["a", "b"], Assert.IsType<string[]>(Read<DynamicProperty>("<val xsi:type='ArrayOfString'><string>a</string><string xsi:type='xsd:string'>b</string></val>").Val));
        Assert.Empty(Assert.IsType<KeyValue[]>(Read<DynamicProperty>("<val xsi:type='ArrayOfKeyValue'></val>").Val));
        Assert.Equal(
            [new ManagedObjectReference("HostSystem", "host-1")],
            Assert.IsType<ManagedObjectReference[]>(Read<DynamicProperty>(
                "<val xsi:type='ArrayOfManagedObjectReference'><ManagedObjectReference type='HostSystem' xsi:type='ManagedObjectReference'>host-1</ManagedObjectReference></val>").Val));
    }

    [Fact]
    public void Unknown_elements_are_passed_over_wherever_they_stand()
    {
        HostVirtualNic vnic = Read<HostVirtualNic>(
            "<new1/><device>vmk1</device><new2><device>vmk9</device></new2>text<key>k</key><spec><new3/><mtu>9000</mtu><mac>m</mac></spec><new4>x</new4>");
        Assert.Equal("vmk1", vnic.Device);
        Assert.Equal("k", vnic.Key);
        Assert.Equal(9000, vnic.Spec!.Mtu);
        // Out of the schema's order: be lenient when reading.
        Assert.Equal("m", vnic.Spec.Mac);
    }

    [Fact]
    public void A_subtype_that_we_know_is_read_and_one_that_we_do_not_know_is_read_as_its_base()
    {
        Assert.Equal(5, Assert.IsType<VmwareDistributedVirtualSwitchVlanIdSpec>(
            Read<VMwareDVSPortSetting>("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanIdSpec'><vlanId>5</vlanId></vlan>").Vlan).VlanId);
        Assert.Null(Read<VMwareDVSPortSetting>("<vlan xsi:type='VlanOfTheFuture'><vlanId>5</vlanId></vlan>").Vlan);
        LocalizedMethodFault fault = Read<LocalizedMethodFault>("<fault xsi:type='FaultOfTheFuture'><faultMessage><message>because</message></faultMessage><x/></fault>");
        Assert.Equal("FaultOfTheFuture", fault.Fault!.TypeName);
        Assert.Equal("because", Assert.Single(fault.Fault.FaultMessage!).Message);
    }

    [Fact]
    public void A_list_that_is_interrupted_is_one_list()
    {
        HostNetworkInfo network = Read<HostNetworkInfo>("<vnic><device>vmk0</device></vnic><pnic><device>vmnic0</device></pnic><vnic><device>vmk1</device></vnic><vnic><device>vmk2</device></vnic>");
        Assert.Equal(["vmk0", "vmk1", "vmk2"], network.Vnic!.Select(vnic => vnic.Device));
    }

    [Fact]
    public async Task QueryNetConfig_names_the_selected_adapters()
    {
        using var server = new FakeVCenter
        {
            Answer = (method, _) => method == "QueryNetConfig"
                ? "<returnval><nicType>vmotion</nicType><multiSelectAllowed>true</multiSelectAllowed><candidateVnic><device>vmk0</device></candidateVnic><selectedVnic>vmotion.key-vim.host.VirtualNic-vmk1</selectedVnic></returnval>"
                : null,
        };
        using VSphereSession session = await server.LoginAsync();
        VirtualNicManagerNetConfig? vmotion = await session.CallAsync(
            new QueryNetConfig { This = new ManagedObjectReference("HostVirtualNicManager", "virtualNicManager-14"), NicType = "vmotion" },
            TestContext.Current.CancellationToken);
        Assert.Equal("vmotion", vmotion!.NicType);
        Assert.Equal(["vmotion.key-vim.host.VirtualNic-vmk1"], vmotion.SelectedVnic!);
    }

    private static T Read<T>(string inner)
        where T : DynamicData
    {
        string xml = $"<r xmlns:xsi='{Namespaces.SchemaInstance}' xmlns:xsd='{Namespaces.Schema}'><x>{inner}</x><after/></r>";
        using var reader = new SoapReader(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "vc", 1 << 20);
        reader.MoveToRoot();
        reader.Enter();
        var value = (T)WireFormat.For(typeof(T)).ReadObject(reader)!;
        // Whatever was read, the reader stands behind it.
        Assert.Equal("after", reader.LocalName);
        return value;
    }
}
