using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;

using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim;
using RoutedVMotion.Simulator.Wire;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>
/// The simulator without a transport, and a client of a few lines that puts envelopes together by hand: what it sends is
/// written out in the tests.
/// </summary>
internal sealed class SimulatedVCenter
{
    public const string UserName = "reader@vsphere.local";
    public const string Password = "s3cret & <sound>";

    public static readonly XNamespace Vim = "urn:vim25";
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    private const string FakeGuid = "11111111-1111-4111-8111-111111111111";

    public SimulatedVCenter(SimulatorOptions? options = null)
        : this(FabricBuilder.Build(options ?? new SimulatorOptions()))
    {
    }

    public SimulatedVCenter(LeafSpineFabric fabric) => Service = new VCenterService(fabric, UserName, Password);

    public VCenterService Service { get; }

    public LeafSpineFabric Fabric => Service.Fabric;

    /// <summary>What goes into the SOAPAction header.</summary>
    public string Action { get; set; } = "\"urn:vim25/8.0.2.0\"";

    /// <summary>The cookie as the server set it, with attributes and all.</summary>
    public string? Cookie { get; set; }

    /// <summary>Sees the element in the body of every reply.</summary>
    public Action<XElement>? Observer { get; set; }

    /// <summary>One that is logged in.</summary>
    public static SimulatedVCenter LoggedIn(SimulatorOptions? options = null)
    {
        var server = new SimulatedVCenter(options);
        server.Login();
        return server;
    }

    public XElement Login(string password = Password) => Call(
        "Login",
        "SessionManager:SessionManager",
        new XElement(Vim + "userName", UserName).ToString(SaveOptions.DisableFormatting)
        + new XElement(Vim + "password", password).ToString(SaveOptions.DisableFormatting));

    /// <summary>Calls a method; the target is "Type:id". Gives the response element.</summary>
    public XElement Call(string method, string target, string arguments = "")
    {
        string[] parts = target.Split(':', 2);
        return Send($"<{method} xmlns=\"urn:vim25\"><_this type=\"{parts[0]}\">{parts[1]}</_this>{arguments}</{method}>");
    }

    /// <summary>Sends what stands in a body.</summary>
    public XElement Send(string call) => SendEnvelope(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soapenv:Body>"
        + call + "</soapenv:Body></soapenv:Envelope>");

    /// <summary>Sends an envelope.</summary>
    public XElement SendEnvelope(string envelope)
    {
        WireResponse response = Exchange(envelope);
        XElement body = XDocument.Parse(Encoding.UTF8.GetString(response.Body)).Root!.Element(Soap + "Body")!.Elements().Single();
        if (response.Status == 200)
        {
            Observer?.Invoke(body);
            return body;
        }

        Assert.Equal(500, response.Status);
        Assert.Equal(Soap + "Fault", body.Name);
        Assert.Equal("ServerFaultCode", (string?)body.Element("faultcode"));
        XElement detail = body.Element("detail")!.Elements().Single();
        Observer?.Invoke(detail);
        string type = (string)detail.Attribute(Xsi + "type")!;
        Assert.Equal(Vim + (type + "Fault"), detail.Name);
        throw new FaultReply(type, (string)body.Element("faultstring")!, detail);
    }

    public WireResponse Exchange(string envelope)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["SOAPAction"] = Action };
        if (Cookie is not null) headers["Cookie"] = Cookie;
        WireResponse response = Service.Handle(new WireRequest("POST", "/sdk", headers, Encoding.UTF8.GetBytes(envelope)));
        if (response.SetCookie is not null) Cookie = response.SetCookie;
        return response;
    }

    /// <summary>A container view of all objects of a type: its reference as a target.</summary>
    public string CreateView(params string[] types) =>
        "ContainerView:" + Call(
            "CreateContainerView",
            "ViewManager:ViewManager",
            "<container type=\"Folder\">group-d1</container>" + string.Concat(types.Select(type => $"<type>{type}</type>")) + "<recursive>true</recursive>")
            .Value;

    /// <summary>A filter that reads properties of all objects of a type through a view.</summary>
    public static string Filter(string view, string type, params string[] paths) =>
        $"<specSet><propSet><type>{type}</type>" + string.Concat(paths.Select(path => new XElement("pathSet", path).ToString()))
        + $"</propSet><objectSet><obj type=\"ContainerView\">{view.Split(':', 2)[1]}</obj><skip>true</skip>"
        + "<selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path><skip>false</skip></selectSet>"
        + "</objectSet></specSet>";

    /// <summary>A filter that reads properties of one object.</summary>
    public static string FilterOne(string target, params string[] paths)
    {
        string[] parts = target.Split(':', 2);
        return $"<specSet><propSet><type>{parts[0]}</type>" + string.Concat(paths.Select(path => new XElement("pathSet", path).ToString()))
            + $"</propSet><objectSet><obj type=\"{parts[0]}\">{parts[1]}</obj></objectSet></specSet>";
    }

    /// <summary>Reads properties of every object of a type; by object id, then by path.</summary>
    public Dictionary<string, Dictionary<string, XElement>> Read(string type, params string[] paths) =>
        Call("RetrieveProperties", "PropertyCollector:propertyCollector", Filter(CreateView(type), type, paths))
            .Elements(Vim + "returnval")
            .ToDictionary(
                content => content.Element(Vim + "obj")!.Value,
                content => content.Elements(Vim + "propSet").ToDictionary(
                    property => property.Element(Vim + "name")!.Value, property => property.Element(Vim + "val")!));

    /// <summary>Reads one property of one object; null if it is unset.</summary>
    public XElement? ReadOne(string target, string path) =>
        Call("RetrieveProperties", "PropertyCollector:propertyCollector", FilterOne(target, path))
            .Element(Vim + "returnval")!
            .Element(Vim + "propSet")?
            .Element(Vim + "val");

    /// <summary>The id of a host.</summary>
    public string IdOf(string name) => Read("HostSystem", "name").First(host => host.Value["name"].Value == name).Key;

    /// <summary>Runs a command with esxcli; arguments as name=value in the order given. The rows, or the command's error.</summary>
    public (IReadOnlyList<XElement> Rows, string? Error) RunEsxCli(string hostId, string command, params string[] arguments)
    {
        string executer = Call("RetrieveManagedMethodExecuter", "HostSystem:" + hostId).Value;
        int dot = command.LastIndexOf('.');
        string list = string.Concat(arguments.Select(argument =>
        {
            string[] parts = argument.Split('=', 2);
            return "<argument>" + new XElement("name", parts[0]) + new XElement("val", new XElement(parts[0], parts[1]).ToString()) + "</argument>";
        }));
        XElement result = Call(
            "ExecuteSoap",
            "ReflectManagedMethodExecuter:" + executer,
            $"<moid>ha-cli-handler-{command[..dot].Replace('.', '-')}</moid><version>urn:vim25/5.0</version>"
            + $"<method>vim.EsxCLI.{command}</method>{list}").Elements().Single();
        XNamespace reflect = "urn:reflect";
        if (result.Element(reflect + "fault") is XElement fault)
        {
            XElement detail = XElement.Parse(fault.Element(reflect + "faultDetail")!.Value);
            return (Array.Empty<XElement>(), detail.Descendants(Vim + "errMsg").Single().Value);
        }

        return (XElement.Parse(result.Element(reflect + "response")!.Value).Elements(Vim + "DataObject").ToArray(), null);
    }

    /// <summary>A reference to nothing.</summary>
    public static string Nothing(string type) => type + ":" + FakeGuid;
}
