using System;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Simulator.Wire;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Logging in and out, cookies, and what a client hears whose session has ended.</summary>
public sealed class SessionTests
{
    private const string Collector = "PropertyCollector:propertyCollector";

    private readonly SimulatedVCenter _server = new();

    [Fact]
    public void A_wrong_password_is_InvalidLogin_and_sets_a_cookie_that_is_worth_nothing()
    {
        Assert.Equal("InvalidLogin", Assert.Throws<FaultReply>(() => _server.Login("wrong")).Type);
        Assert.Matches("^vmware_soap_session=\"[0-9a-f]{40}\"; Path=/; HttpOnly$", _server.Cookie);
        Assert.Equal("NotAuthenticated", Assert.Throws<FaultReply>(() => _server.Call("CurrentTime", "ServiceInstance:ServiceInstance")).Type);
        _server.Login();
        _server.Call("CurrentTime", "ServiceInstance:ServiceInstance");
    }

    [Fact]
    public void Logging_in_gives_a_session_whose_key_is_not_its_cookie()
    {
        XElement session = _server.Login().Element(Vim + "returnval")!;
        Assert.Equal(UserName, session.Element(Vim + "userName")!.Value);
        Assert.DoesNotContain(session.Element(Vim + "key")!.Value, _server.Cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vmware_soap_session={0}")]
    [InlineData("vmware_soap_session=\"{0}\"")]
    [InlineData("other=1; vmware_soap_session=\"{0}\"; more=2")]
    [InlineData("vmware_soap_session=\"{0}\"; Path=/; HttpOnly; Secure;")]
    public void The_cookie_is_taken_with_its_quotes_and_without(string form)
    {
        _server.Login();
        string value = _server.Cookie!.Split('"')[1];
        _server.Cookie = form.Replace("{0}", value, StringComparison.Ordinal);
        _server.Call("CurrentTime", "ServiceInstance:ServiceInstance");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("vmware_soap_session=\"0000000000000000000000000000000000000000\"")]
    public void A_cookie_that_was_not_given_out_is_no_session(string? cookie)
    {
        _server.Login();
        _server.Cookie = cookie;
        Assert.Equal("NotAuthenticated", Assert.Throws<FaultReply>(() => _server.CreateView("HostSystem")).Type);
    }

    [Fact]
    public void A_cookie_that_is_logged_in_cannot_log_in_again()
    {
        _server.Login();
        Assert.Equal("InvalidLogin", Assert.Throws<FaultReply>(() => _server.Login()).Type);
        _server.Call("Logout", "SessionManager:SessionManager");
        _server.Login();
    }

    [Fact]
    public void Who_logs_out_has_no_session()
    {
        _server.Login();
        _server.Call("Logout", "SessionManager:SessionManager");
        FaultReply fault = Assert.Throws<FaultReply>(() => _server.Call("CurrentTime", "ServiceInstance:ServiceInstance"));
        Assert.Equal("NotAuthenticated", fault.Type);
        Assert.Equal("group-d1", fault.Detail.Element(Vim + "object")!.Value);
        Assert.Equal("System.View", fault.Detail.Element(Vim + "privilegeId")!.Value);
    }

    [Fact]
    public void Anybody_may_read_the_service_content_by_method_by_property_and_by_Fetch()
    {
        XElement byMethod = _server.Call("RetrieveServiceContent", "ServiceInstance:ServiceInstance").Elements().Single();
        XElement byProperty = _server.ReadOne("ServiceInstance:ServiceInstance", "content")!;
        XElement byFetch = _server.Call("Fetch", "ServiceInstance:ServiceInstance", "<prop>content</prop>").Elements().Single();
        Assert.Equal(byMethod.Elements().Select(each => each.ToString()), byProperty.Elements().Select(each => each.ToString()));
        Assert.Equal(byMethod.Elements().Select(each => each.ToString()), byFetch.Elements().Select(each => each.ToString()));
        Assert.Equal("8.0.2.0", byMethod.Descendants(Vim + "apiVersion").Single().Value);
    }

    [Fact]
    public void A_property_that_is_read_after_the_session_ended_is_missing_with_NotAuthenticated_and_HTTP_200()
    {
        _server.Login();
        string host = _server.IdOf("esx-0101.example.com");
        _server.Service.ExpireSessions();
        XElement content = _server.Call("RetrieveProperties", Collector, FilterOne("HostSystem:" + host, "name", "config.network.vnic")).Elements().Single();
        Assert.Empty(content.Elements(Vim + "propSet"));
        Assert.Equal(["name", "config.network.vnic"], content.Elements(Vim + "missingSet").Select(missing => missing.Element(Vim + "path")!.Value));
        Assert.All(
            content.Descendants().Where(element => element.Name == Vim + "fault" && element.Attribute(Xsi + "type") is not null),
            fault => Assert.Equal("NotAuthenticated", (string?)fault.Attribute(Xsi + "type")));
    }

    [Fact]
    public void Views_and_page_tokens_die_with_the_session()
    {
        _server.Login();
        string view = _server.CreateView("HostSystem");
        string filter = Filter(view, "HostSystem", "name");
        string token = _server.Call("RetrievePropertiesEx", Collector, filter + "<options><maxObjects>3</maxObjects></options>")
            .Descendants(Vim + "token").Single().Value;
        _server.Service.ExpireSessions();

        Assert.Equal("NotAuthenticated", Assert.Throws<FaultReply>(() => _server.Call("RetrieveProperties", Collector, filter)).Type);
        string next = $"<token>{token}</token>";
        Assert.Equal("NotAuthenticated", Assert.Throws<FaultReply>(() => _server.Call("ContinueRetrievePropertiesEx", Collector, next)).Type);
        _server.Login();
        Assert.Equal("InvalidArgument", Assert.Throws<FaultReply>(() => _server.Call("ContinueRetrievePropertiesEx", Collector, next)).Type);
        Assert.Equal("ManagedObjectNotFound", Assert.Throws<FaultReply>(() => _server.Call("RetrieveProperties", Collector, filter)).Type);
    }

    [Fact]
    public void Other_sessions_do_not_see_a_sessions_views()
    {
        _server.Login();
        string view = _server.CreateView("HostSystem");
        string? first = _server.Cookie;
        _server.Cookie = null;
        _server.Login();
        Assert.NotEqual(first, _server.Cookie);
        Assert.Equal("ManagedObjectNotFound", Assert.Throws<FaultReply>(() => _server.Call("DestroyView", view)).Type);
        _server.Cookie = first;
        _server.Call("DestroyView", view);
    }

    [Fact]
    public void What_is_not_there_is_not_found_and_what_is_not_called_is_not_allowed()
    {
        WireResponse Get(string method, string path) =>
            _server.Service.Handle(new WireRequest(method, path, new System.Collections.Generic.Dictionary<string, string>(), default));

        Assert.Equal(404, Get("GET", "/").Status);
        Assert.Equal(404, Get("POST", "/rest/com/vmware/cis/session").Status);
        Assert.Equal(405, Get("GET", "/sdk").Status);
        WireResponse versions = Get("GET", "/sdk/vimServiceVersions.xml");
        Assert.Equal(200, versions.Status);
        XElement root = XElement.Parse(System.Text.Encoding.UTF8.GetString(versions.Body));
        Assert.Equal("urn:vim25", root.Descendants("name").Single().Value);
        Assert.Equal("8.0.2.0", root.Element("namespace")!.Element("version")!.Value);
        Assert.Contains("6.7.1", root.Descendants("priorVersions").Single().Elements().Select(each => each.Value));
    }
}
