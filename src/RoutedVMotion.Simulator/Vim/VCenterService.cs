using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Objects;
using RoutedVMotion.Simulator.Vim.Schema;
using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// A vCenter without a transport: a request in, a response out. Calls are performed one at a time, since they share the
/// fabric's model; the rest of a request's work (parsing, compression) is not.
/// </summary>
internal sealed class VCenterService
{
    private const string CookieName = "vmware_soap_session";

    private readonly object _gate = new();
    private readonly ObjectRegistry _registry = new();
    private readonly SessionStore _sessions = new();
    private readonly string _userName;
    private readonly string _password;

    public VCenterService(LeafSpineFabric fabric, string userName, string password)
    {
        Fabric = fabric;
        _userName = userName;
        _password = password;
        _registry.Add(new SessionManagerObject(_sessions));
        _registry.Add(new PropertyCollectorObject(_registry));
        _registry.Add(new ViewManagerObject(_registry));
        _registry.Add(new AuthorizationManagerObject(_registry));
        _registry.Add(new SearchIndexObject(_registry));
        _registry.Add(new ServiceInstanceObject(RenderContent()));
        Inventory.Build(fabric, _registry);
    }

    /// <summary>What stands behind it. Not to be changed while calls are running.</summary>
    public LeafSpineFabric Fabric { get; }

    /// <summary>Answers a request.</summary>
    public WireResponse Handle(WireRequest request)
    {
        switch (request.Path)
        {
            case "/sdk/vimServiceVersions.xml" when request.Method == "GET":
                return new WireResponse(200, "text/xml", ServiceVersions.Document);
            case "/sdk" or "/sdk/" or "/sdk/vimService" when request.Method == "POST":
                return HandleCall(request);
            case "/sdk" or "/sdk/" or "/sdk/vimService" or "/sdk/vimServiceVersions.xml":
                return new WireResponse(405, "text/plain", default);
            default:
                return new WireResponse(404, "text/plain", default);
        }
    }

    /// <summary>Takes the right to run esxcli from the user.</summary>
    public void DenyEsxCli(Func<Host, bool> isMeant)
    {
        lock (_gate)
        {
            foreach (Host host in Fabric.Hosts.Where(isMeant)) host.IsEsxCliDenied = true;
        }
    }

    /// <summary>Ends every session.</summary>
    public void ExpireSessions()
    {
        lock (_gate) _sessions.EndAll();
    }

    private static DataObject RenderContent() => new("ServiceContent")
    {
        // Only what is really there: a reference that leads nowhere helps nobody.
        ["rootFolder"] = new ManagedReference("Folder", "group-d1"),
        ["propertyCollector"] = new ManagedReference("PropertyCollector", "propertyCollector"),
        ["viewManager"] = new ManagedReference("ViewManager", "ViewManager"),
        ["about"] = new DataObject("AboutInfo")
        {
            ["name"] = "VMware vCenter Server",
            ["fullName"] = "VMware vCenter Server 8.0.2 build-22617221 (simulated by RoutedVMotion)",
            ["vendor"] = "VMware, Inc.",
            ["version"] = "8.0.2",
            ["patchLevel"] = "00000",
            ["build"] = "22617221",
            ["localeVersion"] = "INTL",
            ["localeBuild"] = "000",
            ["osType"] = "linux-x64",
            ["productLineId"] = "vpx",
            ["apiType"] = "VirtualCenter",
            ["apiVersion"] = "8.0.2.0",
            // Every installation has its own: clients tell by it that two names are one vCenter.
            ["instanceUuid"] = Guid.NewGuid().ToString(),
            ["licenseProductName"] = "VMware VirtualCenter Server",
            ["licenseProductVersion"] = "8.0",
        },
        ["sessionManager"] = new ManagedReference("SessionManager", "SessionManager"),
        ["authorizationManager"] = new ManagedReference("AuthorizationManager", "AuthorizationManager"),
        ["searchIndex"] = new ManagedReference("SearchIndex", "SearchIndex"),
        ["hostProfileManager"] = new ManagedReference("HostProfileManager", "HostProfileManager"),
    };

    private WireResponse HandleCall(WireRequest request)
    {
        string? setCookie = null;
        ApiVersion version = ApiVersion.Current;
        var output = new Utf8Buffer(4096);
        try
        {
            version = ServiceVersions.Read(request.GetHeader("SOAPAction"));
            using var body = new MemoryStream(request.Body.Array ?? Array.Empty<byte>(), request.Body.Offset, request.Body.Count);
            SoapElement element = SoapReader.ReadCall(body);
            MethodDefinition method = FindMethod(element);
            ManagedReference target = SoapReader.ReadThis(element);
            object?[] arguments = SoapReader.ReadArguments(element, method);

            SoapWriter.Begin(output);
            lock (_gate)
            {
                string? cookie = ReadCookie(request.GetHeader("Cookie"));
                Session? session = _sessions.Find(cookie, DateTime.UtcNow);
                var call = new MethodCall(method, arguments, session, version);
                object? result = method.Name == "Login"
                    ? Login(call, target, request, cookie, out setCookie)
                    : Perform(call, target);
                SoapWriter.WriteResult(output, method, result, version);
            }

            SoapWriter.End(output);
            return new WireResponse(200, SoapWriter.ContentType, output.Detach(), setCookie);
        }
        catch (VimFault fault)
        {
            return Fault(fault, version, setCookie);
        }
        catch (Exception e)
        {
            // A mistake of the simulator's, such as a reply that the schema does not allow: it is said, and the others go on.
            var fault = new VimFault(
                new DataObject("SystemError") { ["reason"] = e.Message }, "A general system error occurred: " + e.Message);
            return Fault(fault, version, setCookie);
        }
    }

    private static WireResponse Fault(VimFault fault, ApiVersion version, string? setCookie)
    {
        var output = new Utf8Buffer();
        SoapWriter.WriteFault(output, fault, version);
        return new WireResponse(500, SoapWriter.ContentType, output.Detach(), setCookie);
    }

    private static MethodDefinition FindMethod(SoapElement element)
    {
        MethodDefinition? method = element.Namespace == SoapReader.VimNamespace ? VimSchema.Vim25.FindMethod(element.Name) : null;
        return method ?? throw VimFault.InvalidRequest(
            $"Unable to resolve WSDL method name {element.Name} for namespace name {element.Namespace}\n\n"
            + $"while parsing SOAP body\nat line {element.Line}, column {element.Column}");
    }

    private object? Perform(MethodCall call, ManagedReference target)
    {
        // Who is not logged in can ask what this is and log in; of properties it hears one by one that it cannot read them.
        bool isOpen = call.Method.Name is "RetrieveServiceContent" or "RetrieveProperties" or "RetrievePropertiesEx"
            || (call.Method.Name == "Fetch" && target.Type == "ServiceInstance");
        if (call.Session is null && !isOpen) throw VimFault.NotAuthenticated();
        ManagedObject receiver = _registry.Get(target, call.Session);
        if (call.Method.Name == "Fetch") return Fetch(receiver, call);
        if (!receiver.Type.Is(call.Method.Owner.Name)) throw VimFault.MethodNotFound(target, call.Method.Name);
        return receiver.Invoke(call);
    }

    private static FetchReply Fetch(ManagedObject receiver, MethodCall call)
    {
        string name = call.Argument<string>(0);
        PropertyPath path = PropertyPath.Parse(name) ?? throw VimFault.InvalidProperty(name);
        if (receiver.GetMissingPrivilege(path.Property) is string privilege) throw VimFault.NoPermission(receiver.Reference, privilege);
        PropertyValue value = path.Resolve(receiver, call.Session, call.Version);
        return value.IsValid ? new FetchReply(value, call.Version) : throw VimFault.InvalidProperty(name);
    }

    private DataObject Login(MethodCall call, ManagedReference target, WireRequest request, string? cookie, out string? setCookie)
    {
        ManagedObject receiver = _registry.Get(target, call.Session);
        if (!receiver.Type.Is(call.Method.Owner.Name))
        {
            setCookie = null;
            throw VimFault.MethodNotFound(target, call.Method.Name);
        }

        string taken = _sessions.TakeCookie(cookie);
        setCookie = taken == cookie ? null : $"{CookieName}=\"{taken}\"; Path=/; HttpOnly";
        bool isRight = string.Equals(call.Argument<string>(0), _userName, StringComparison.OrdinalIgnoreCase)
            && call.Argument<string>(1) == _password;
        // One cookie, one user: who is logged in already cannot log in again.
        if (!isRight || call.Session is not null) throw VimFault.InvalidLogin();
        var session = new Session(_userName, "127.0.0.1", request.GetHeader("User-Agent"), DateTime.UtcNow);
        _sessions.Bind(taken, session);
        return session.ToUserSession();
    }

    // The value carries quotes on the wire; a client may echo them or not, and pyVmomi echoes the attributes as well.
    private static string? ReadCookie(string header)
    {
        IEnumerable<string> parts = header.Split(';').Select(part => part.Trim());
        string? found = parts.FirstOrDefault(part => part.StartsWith(CookieName + "=", StringComparison.Ordinal));
        return found?.Substring(CookieName.Length + 1).Trim('"');
    }
}
