using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Reading;
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

    [Theory]
    [InlineData("dc%2feast", "dc/east")]
    [InlineData("%2Feast%5C%5c", "/east\\\\")]
    [InlineData("100%25", "100%")]
    [InlineData("%252f", "%2f")]
    [InlineData("%25252f", "%252f")]
    [InlineData("50%20 'quoted' \"name\"", "50%20 'quoted' \"name\"")]
    public void A_name_is_decoded_once_and_only_where_vCenter_encodes(string wire, string expected) =>
        Assert.Equal(expected, InventoryNames.Decode(wire));

    [Fact]
    public void One_endless_text_is_given_up_long_before_a_whole_reply_would_be()
    {
        using var reader = new SoapReader(new Endless("<a>", "x"), "vc", long.MaxValue);
        reader.MoveToRoot();
        var error = Assert.Throws<VSphereReplyException>(() => reader.ReadText());
        Assert.Equal(ReplyProblem.TooLarge, error.Problem);
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<a b='c'>d</a>")]
    public void What_nobody_wants_is_given_up_even_earlier(string more)
    {
        using var reader = new SoapReader(new Endless("<a>", more), "vc", long.MaxValue);
        reader.MoveToRoot();
        var error = Assert.Throws<VSphereReplyException>(reader.Skip);
        Assert.Equal(ReplyProblem.TooLarge, error.Problem);
    }

    [Fact]
    public void Depth_is_bounded_where_it_is_read()
    {
        var error = Assert.Throws<VSphereReplyException>(() => EsxCliElement.Parse("vc", string.Concat(Enumerable.Repeat("<a>", 300_000))));
        Assert.Equal(ReplyProblem.TooLarge, error.Problem);
    }

    [Fact]
    public async Task A_stream_that_is_deaf_to_tokens_is_left_behind()
    {
        // As those of .NET Framework are.
        var deaf = new Deaf();
        var response = new HttpResponseMessage { Content = new StreamContent(deaf) };
        using var stop = new CancellationTokenSource();
        using var stream = new PacedStream(response, deaf, new CallClock(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), stop.Token), "vc");
        Task<int> read = Task.Run(() => stream.Read(new byte[1], 0, 1), TestContext.Current.CancellationToken);
        await deaf.Asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.True(deaf.IsDisposed);
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

    private sealed class Endless(string begin, string more) : MemoryStream
    {
        private int _position;

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++, _position++)
                buffer[offset + i] = (byte)(_position < begin.Length ? begin[_position] : more[(_position - begin.Length) % more.Length]);
            return count;
        }
    }

    private sealed class Deaf : MemoryStream
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            return new TaskCompletionSource<int>().Task;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
