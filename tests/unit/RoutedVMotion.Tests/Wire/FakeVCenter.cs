using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>
/// A server in memory that answers with the XML that a test gives it. It knows sessions and pages, and nothing of vSphere: what
/// stands in the replies is the test's affair. It keeps every request.
/// </summary>
internal sealed class FakeVCenter : ISoapTransport
{
    private readonly List<(string Method, XElement Body)> _requests = [];
    private string? _session;
    private List<string> _paged = [];
    private int _nextPage;

    /// <summary>The ObjectContent elements of the first read, and of the hosts.</summary>
    public string Topology { get; set; } = string.Empty;

    public List<string> Hosts { get; } = [];

    /// <summary>The ObjectContent elements of other reads, by the type that is asked for: VirtualMachine, Network, ...</summary>
    public Dictionary<string, List<string>> Others { get; } = new() { ["ClusterComputeResource"] = [], ["Network"] = [], ["VirtualMachine"] = [], ["HostProfile"] = [] };

    /// <summary>Of hosts and of the other reads.</summary>
    public int HostsPerPage { get; set; } = 2;

    /// <summary>Answers instead of the server: a reply's inner XML, or null to let the server answer.</summary>
    public Func<string, XElement, string?>? Answer { get; set; }

    public string Versions { get; set; } = "<version>uDEV1</version><priorVersions><version>8.0.2.0</version><version>6.0</version></priorVersions>";

    public string ApiType { get; set; } = "VirtualCenter";

    /// <summary>A dead session shows as missingSet entries in reads, instead of as a fault.</summary>
    public bool SaysItInMissingSet { get; set; }

    public int Logins { get; private set; }

    public bool HasSession => _session is not null;

    public IReadOnlyList<(string Method, XElement Body)> Requests
    {
        get
        {
            lock (_requests) return _requests.ToArray();
        }
    }

    public static ConnectionSettings Settings { get; } = new() { Server = "vc01.example.com" };

    public Task<VSphereSession> LoginAsync() => VSphereSession.LoginAsync(
        Settings, this, "administrator@vsphere.local", Secrets.SecurePassword, TestContext.Current.CancellationToken);

    public Task<VSphereSession> AdoptAsync()
    {
        _session = Secrets.SessionSecret;
        return VSphereSession.AdoptAsync(Settings, this, Secrets.SessionSecret, TestContext.Current.CancellationToken);
    }

    /// <summary>The session is over, as after half an hour.</summary>
    public void Expire() => _session = null;

    public int Count(string method) => Requests.Count(request => request.Method == method);

    public Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (request.Body is null)
        {
            string versions = $"<namespaces version='1.0'><namespace><name>urn:vim25</name>{Versions}</namespace></namespaces>";
            return Task.FromResult(new SoapReply { ContentType = "text/xml", Body = Bytes(versions) });
        }

        // The client may clear a body that it has sent.
        XElement envelope = XElement.Parse(Encoding.UTF8.GetString(request.Body));
        XNamespace soap = Namespaces.Envelope;
        XElement body = envelope.Element(soap + "Body")!.Elements().Single();
        lock (_requests) _requests.Add((request.Method, body));

        string? cookie = null;
        string inner = Answer?.Invoke(request.Method, body)
            ?? Respond(request.Method, body, _session is not null && request.Cookie == $"vmware_soap_session=\"{_session}\"", ref cookie);
        bool isFault = inner.StartsWith("<soapenv:Fault", StringComparison.Ordinal);
        string reply = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="{Namespaces.Envelope}" xmlns:xsd="{Namespaces.Schema}" xmlns:xsi="{Namespaces.SchemaInstance}">
            <soapenv:Body>{(isFault ? inner : $"<{request.Method}Response xmlns=\"urn:vim25\">{inner}</{request.Method}Response>")}</soapenv:Body>
            </soapenv:Envelope>
            """;
        return Task.FromResult(new SoapReply { StatusCode = isFault ? 500 : 200, ContentType = "text/xml", Cookie = cookie, Body = Bytes(reply) });
    }

    public void Dispose()
    {
    }

    public static string Fault(string type, string message, string detail = "") =>
        $"<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>{message}</faultstring><detail>"
        + $"<{type}Fault xmlns=\"urn:vim25\" xsi:type=\"{type}\">{detail}</{type}Fault></detail></soapenv:Fault>";

    public static string NotAuthenticated() => Fault(
        "NotAuthenticated", "The session is not authenticated.", "<object type=\"Folder\">group-d1</object><privilegeId>System.View</privilegeId>");

    /// <summary>An ObjectContent element.</summary>
    public static string Object(string type, string id, params string[] properties) =>
        $"<objects><obj type=\"{type}\">{id}</obj>{string.Concat(properties)}</objects>";

    public static string Property(string path, string type, string value) =>
        $"<propSet><name>{path}</name><val xsi:type=\"{type}\">{value}</val></propSet>";

    public static string Text(string path, string value) => Property(path, "xsd:string", value);

    public static string Reference(string path, string type, string id) =>
        $"<propSet><name>{path}</name><val type=\"{type}\" xsi:type=\"ManagedObjectReference\">{id}</val></propSet>";

    public static string References(string path, string type, params string[] ids) => Property(
        path,
        "ArrayOfManagedObjectReference",
        string.Concat(ids.Select(id => $"<ManagedObjectReference type=\"{type}\" xsi:type=\"ManagedObjectReference\">{id}</ManagedObjectReference>")));

    public static string Missing(string path, string fault, string detail = "") =>
        $"<missingSet><path>{path}</path><fault><fault xsi:type=\"{fault}\">{detail}</fault><localizedMessage/></fault></missingSet>";

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private string Respond(string method, XElement body, bool isLoggedIn, ref string? cookie)
    {
        XNamespace vim = Namespaces.Vim25;
        switch (method)
        {
            case "RetrieveServiceContent":
                return $"""
                    <returnval><rootFolder type="Folder">group-d1</rootFolder><propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>
                    <viewManager type="ViewManager">ViewManager</viewManager><about><name>Fake</name><apiType>{ApiType}</apiType><apiVersion>8.0.2.0</apiVersion></about>
                    <sessionManager type="SessionManager">SessionManager</sessionManager><authorizationManager type="AuthorizationManager">AuthorizationManager</authorizationManager>
                    {(ApiType == "HostAgent" ? null : "<hostProfileManager type=\"HostProfileManager\">HostProfileManager</hostProfileManager>")}</returnval>
                    """;
            case "Login":
                Logins++;
                if (body.Element(vim + "password")!.Value != Secrets.Password)
                    return Fault("InvalidLogin", "Cannot complete login due to an incorrect user name or password.");
                _session = $"{Secrets.SessionSecret}-{Logins}";
                cookie = $"vmware_soap_session=\"{_session}\"";
                _nextPage = 0;
                return "<returnval><key>1</key><userName>VSPHERE.LOCAL\\Administrator</userName></returnval>";
            case "RetrievePropertiesEx" when body.Descendants(vim + "pathSet").Any(path => path.Value == "currentSession"):
                return isLoggedIn
                    ? $"<returnval>{Object("SessionManager", "SessionManager", Property("currentSession", "UserSession", "<key>1</key><userName>DOMAIN\\user</userName>"))}</returnval>"
                    : $"<returnval>{Object("SessionManager", "SessionManager", Missing("currentSession", "NotAuthenticated"))}</returnval>";
            case "RetrievePropertiesEx" or "ContinueRetrievePropertiesEx" when !isLoggedIn:
                return SaysItInMissingSet && method[0] == 'R'
                    ? $"<returnval>{Object("HostSystem", "host-1", Missing("name", "NotAuthenticated"), Missing("config.network.vnic", "NotAuthenticated"))}</returnval>"
                    : NotAuthenticated();
        }

        if (!isLoggedIn) return NotAuthenticated();
        switch (method)
        {
            case "CreateContainerView":
                return "<returnval type=\"ContainerView\">view-1</returnval>";
            case "RetrievePropertiesEx":
                string asked = body.Descendants(vim + "propSet").First().Element(vim + "type")!.Value;
                if (asked == "Folder")
                {
                    string named = Topology + string.Concat(Hosts.Select(PlaceOf));
                    return named.Length == 0 ? string.Empty : $"<returnval>{named}</returnval>";
                }

                _nextPage = 0;
                var wanted = body.Descendants(vim + "obj").Select(reference => reference.Value).ToHashSet();
                _paged = asked == "HostSystem" ? Hosts.Where(host => wanted.Contains(IdOf(host))).ToList() : Others[asked];
                return Page();
            case "ContinueRetrievePropertiesEx":
                return body.Element(vim + "token")!.Value == $"page-{_nextPage}" ? Page() : Fault("InvalidArgument", "A specified parameter was not correct: token");
            case "RetrieveManagedMethodExecuter":
                return "<returnval type=\"ReflectManagedMethodExecuter\">ha-mme-1</returnval>";
            case "CurrentTime":
                return "<returnval>2026-11-22T10:00:00Z</returnval>";
            case "Logout":
                _session = null;
                return string.Empty;
            default:
                return string.Empty;
        }
    }

    private static string IdOf(string content) => Regex.Match(content, "<obj [^>]*>([^<]*)</obj>").Groups[1].Value;

    // What the first read asks of a host: its name and where it is.
    private static string PlaceOf(string content) => Object(
        "HostSystem", IdOf(content), Regex.Matches(content, "<propSet><name>(name|parent)</name>.*?</propSet>", RegexOptions.Singleline).Select(match => match.Value).ToArray());

    private string Page()
    {
        IEnumerable<string> page = _paged.Skip(_nextPage * HostsPerPage).Take(HostsPerPage);
        bool isLast = ++_nextPage * HostsPerPage >= _paged.Count;
        return $"<returnval>{(isLast ? string.Empty : $"<token>page-{_nextPage}</token>")}{string.Concat(page)}</returnval>";
    }
}
