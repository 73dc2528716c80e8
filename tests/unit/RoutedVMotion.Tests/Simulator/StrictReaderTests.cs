using System.Linq;
using System.Text;

using RoutedVMotion.Simulator.Wire;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>What vCenter would not take, the simulator does not take either.</summary>
public sealed class StrictReaderTests
{
    private readonly SimulatedVCenter _server = LoggedIn();

    [Theory]
    [InlineData("<CreateContainerView xmlns='urn:vim25'><_this type='ViewManager'>ViewManager</_this><container type='Folder'>group-d1</container><recursive>true</recursive><type>HostSystem</type></CreateContainerView>", "Unexpected element tag \"urn:vim25:type\" seen")]
    [InlineData("<CreateContainerView xmlns='urn:vim25'><_this type='ViewManager'>ViewManager</_this><type>HostSystem</type><container type='Folder'>group-d1</container><recursive>true</recursive></CreateContainerView>", "Required property container is missing")]
    [InlineData("<CreateContainerView xmlns='urn:vim25'><_this type='ViewManager'>ViewManager</_this><container type='Folder'>group-d1</container></CreateContainerView>", "Required property recursive is missing")]
    [InlineData("<CreateContainerView xmlns='urn:vim25'><_this type='ViewManager'>ViewManager</_this><container type='Folder'>group-d1</container><recursive>yes</recursive></CreateContainerView>", "Cannot convert \"yes\" to boolean")]
    [InlineData("<CreateContainerView xmlns='urn:vim25'><_this type='ViewManager'>ViewManager</_this><container type='Folder'>group-d1</container><recursive>true</recursive><recursive>true</recursive></CreateContainerView>", "Unexpected element tag \"urn:vim25:recursive\" seen")]
    [InlineData("<CreateContainerView xmlns='urn:vim25'><_this type='ViewManager'>ViewManager</_this><container>group-d1</container><recursive>true</recursive></CreateContainerView>", "The reference container has no attribute 'type'")]
    [InlineData("<CurrentTime xmlns='urn:vim25'/>", "Required property _this is missing")]
    [InlineData("<CurrentTime xmlns='urn:vim25'><_this type='ServiceInstance'>ServiceInstance</_this><extra/></CurrentTime>", "Unexpected element tag \"urn:vim25:extra\" seen")]
    [InlineData("<RebootTheWorld xmlns='urn:vim25'><_this type='ServiceInstance'>ServiceInstance</_this></RebootTheWorld>", "Unable to resolve WSDL method name RebootTheWorld for namespace name urn:vim25")]
    [InlineData("<CurrentTime xmlns='urn:vim2'><_this type='ServiceInstance'>ServiceInstance</_this></CurrentTime>", "Unable to resolve WSDL method name CurrentTime for namespace name urn:vim2")]
    [InlineData("<RetrievePropertiesEx xmlns='urn:vim25'><_this type='PropertyCollector'>propertyCollector</_this><specSet><propSet><type>Folder</type></propSet><objectSet><obj type='Folder'>group-d1</obj></objectSet></specSet></RetrievePropertiesEx>", "Required property options is missing")]
    [InlineData("<RetrieveProperties xmlns='urn:vim25'><_this type='PropertyCollector'>propertyCollector</_this><specSet><objectSet><obj type='Folder'>group-d1</obj></objectSet><propSet><type>Folder</type></propSet></specSet></RetrieveProperties>", "Required property propSet is missing")]
    [InlineData("<RetrieveProperties xmlns='urn:vim25'><_this type='PropertyCollector'>propertyCollector</_this><specSet><propSet><type>Folder</type></propSet><objectSet><obj type='Folder'>group-d1</obj><selectSet xsi:type='TraversalSpec'><path>childEntity</path><type>Folder</type></selectSet></objectSet></specSet></RetrieveProperties>", "Required property type is missing")]
    [InlineData("<RetrieveProperties xmlns='urn:vim25'><_this type='PropertyCollector'>propertyCollector</_this><specSet><propSet><type>Folder</type></propSet><objectSet><obj type='Folder'>group-d1</obj><selectSet xsi:type='ObjectSpec'><obj type='Folder'>group-d1</obj></selectSet></objectSet></specSet></RetrieveProperties>", "Type ObjectSpec is not derived from SelectionSpec")]
    [InlineData("<RetrieveProperties xmlns='urn:vim25'><_this type='PropertyCollector'>propertyCollector</_this><specSet><propSet><type>Folder</type></propSet><objectSet><obj type='Folder'>group-d1</obj><selectSet xsi:type='xsd:string'>x</selectSet></objectSet></specSet></RetrieveProperties>", "Unable to resolve type string")]
    public void A_call_that_the_schema_does_not_allow_is_an_invalid_request_that_says_why(string call, string message)
    {
        FaultReply fault = Assert.Throws<FaultReply>(() => _server.Send(call));
        Assert.Equal("InvalidRequest", fault.Type);
        Assert.StartsWith(message, fault.Message, System.StringComparison.Ordinal);
        Assert.Contains("while parsing", fault.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no XML")]
    [InlineData("<a><b></a>")]
    [InlineData("<Envelope/>")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><x>&a;</x>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header/></s:Envelope>")]
    [InlineData("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a/><b/></s:Body></s:Envelope>")]
    public void What_is_no_envelope_is_an_invalid_request(string text) =>
        Assert.Equal("InvalidRequest", Assert.Throws<FaultReply>(() => _server.SendEnvelope(text)).Type);

    [Fact]
    public void A_request_that_nests_without_end_is_refused_and_does_not_exhaust_the_stack()
    {
        string deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));
        Assert.Equal("InvalidRequest", Assert.Throws<FaultReply>(() => _server.Send(deep)).Type);
    }

    [Fact]
    public void Odd_prefixes_attributes_comments_and_a_header_are_all_right()
    {
        string envelope =
            "<x:Envelope xmlns:x='http://schemas.xmlsoap.org/soap/envelope/' xmlns:y='urn:vim25' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
            + " xmlns:d='http://www.w3.org/2001/XMLSchema'><x:Header><operationID xmlns=''>op-1</operationID></x:Header><x:Body>"
            + "<y:CreateContainerView><!-- a comment --><y:_this versionId='8.0.2.0' i:type='y:ManagedObjectReference' type='ViewManager'>ViewManager</y:_this>"
            + "<y:container type='Folder'>group-d1</y:container><y:type i:type='d:string'>HostSystem</y:type><y:recursive>1</y:recursive>"
            + "</y:CreateContainerView></x:Body></x:Envelope>";
        Assert.StartsWith("session[", _server.SendEnvelope(envelope).Value, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:vim25/newest")]
    [InlineData("urn:sms/6.7")]
    [InlineData("http://example.com/action")]
    public void What_is_no_version_of_vim25_is_refused(string action)
    {
        _server.Action = action;
        Assert.Contains(
            "Unsupported version URI",
            Assert.Throws<FaultReply>(() => _server.Call("CurrentTime", "ServiceInstance:ServiceInstance")).Message,
            System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:vim25/8.0.2.0")]
    [InlineData("urn:vim25/9.0.0.0")]
    [InlineData("\"urn:vim25/6.7\"")]
    [InlineData("\"urn:vim25/6.7.1\"")]
    [InlineData("")]
    public void A_client_is_told_nothing_that_its_version_does_not_know(string action)
    {
        _server.Action = action;
        string host = _server.IdOf("esx-0101.example.com");
        bool isNew = action.Contains(".0.", System.StringComparison.Ordinal);
        string text = _server.ReadOne("HostSystem:" + host, "config.network")!.ToString();
        Assert.Equal(isNew, text.Contains("systemOwned", System.StringComparison.Ordinal));
        Assert.Equal(isNew, text.Contains("driverVersion", System.StringComparison.Ordinal));
        Assert.Contains("netStackInstanceKey", text, System.StringComparison.Ordinal);
        // A path that only newer versions have is no path for an older client.
        string path = "config.network.nsxTransportNodeId";
        string reply = _server.Call("RetrieveProperties", "PropertyCollector:propertyCollector", FilterOne("HostSystem:" + host, path)).ToString();
        Assert.Equal(!isNew, reply.Contains("InvalidProperty", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_XML_must_escape_arrives_as_it_was()
    {
        FaultReply fault = Assert.Throws<FaultReply>(
            () => _server.Call("ContinueRetrievePropertiesEx", "PropertyCollector:propertyCollector", "<token>&lt;&amp;&quot;&gt;</token>"));
        Assert.Equal("InvalidArgument", fault.Type);
        WireResponse response = _server.Exchange(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><Fetch xmlns='urn:vim25'><_this type='Folder'>group-d1</_this>"
            + "<prop>a&lt;b&amp;c</prop></Fetch></s:Body></s:Envelope>");
        Assert.Contains("<name>a&lt;b&amp;c</name>", Encoding.UTF8.GetString(response.Body), System.StringComparison.Ordinal);
    }
}
