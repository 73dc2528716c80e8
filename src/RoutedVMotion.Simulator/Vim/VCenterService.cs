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

    // No answer that anybody waits for comes later.
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly CallRules _rules = new();
    private readonly List<SimulatedCall> _calls = new();
    private readonly ObjectRegistry _registry = new();
    private readonly SessionStore _sessions = new();
    private readonly Migrator _migrator;
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
        _migrator = new Migrator(fabric, _registry);
        _registry.Add(new ProvisioningCheckerObject(_registry, _migrator));
        Inventory.Build(fabric, _registry, _migrator);
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

    /// <summary>Hears of each call right before it is carried out, and right after (true); what it throws is what the client gets.</summary>
    public Action<SimulatedCall, bool>? OnCall { get; set; }

    /// <summary>Calls that were carried out, or would have been.</summary>
    public IReadOnlyList<SimulatedCall> Calls
    {
        get
        {
            lock (_gate) return _calls.ToArray();
        }
    }

    /// <summary>Adds a rule by which a call goes wrong.</summary>
    public void AddRule(CallRule rule)
    {
        lock (_gate) _rules.Add(rule);
    }

    /// <summary>From now on all goes well.</summary>
    public void ClearRules()
    {
        lock (_gate) _rules.Clear();
    }

    /// <summary>Does something to the fabric while no call is carried out.</summary>
    public T WithFabric<T>(Func<LeafSpineFabric, T> use)
    {
        lock (_gate)
        {
            _migrator.Settle(DateTime.UtcNow);
            return use(Fabric);
        }
    }

    /// <summary>Starts a migration of a virtual machine, which goes on until <see cref="FinishMigration"/>.</summary>
    public Migration StartMigration(VirtualMachine machine, Host target, bool byDrs = false)
    {
        lock (_gate) return _migrator.Start(machine, target, byDrs);
    }

    /// <summary>Ends a migration: the machine is on the other host.</summary>
    public void FinishMigration(Migration migration)
    {
        lock (_gate) _migrator.Finish(migration);
    }

    /// <summary>Starts a task on a cluster or host that only takes time, such as HostSystem.enterMaintenanceMode.</summary>
    public TaskObject StartTask(string descriptionId, string entityName)
    {
        lock (_gate)
        {
            ManagedEntityObject entity = _registry.OfType<ManagedEntityObject>().First(one => one is HostSystemObject or ComputeResourceObject && one.Name == entityName);
            var task = new TaskObject(_registry.NextTaskId(), descriptionId, entity, "operator@vsphere.local", DateTime.UtcNow);
            _registry.Add(task);
            return task;
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
        ["vmProvisioningChecker"] = new ManagedReference("VirtualMachineProvisioningChecker", "ProvChecker"),
        ["hostProfileManager"] = new ManagedReference("HostProfileManager", "HostProfileManager"),
    };

    private WireResponse HandleCall(WireRequest request)
    {
        string? setCookie = null;
        CallRule? rule = null;
        bool isWrite = false;
        ApiVersion version = ApiVersion.Current;
        var output = new Utf8Buffer(4096);
        try
        {
            version = ServiceVersions.Read(request.GetHeader("SOAPAction"));
            using var body = new MemoryStream(request.Body.Array ?? Array.Empty<byte>(), request.Body.Offset, request.Body.Count);
            SoapElement element = SoapReader.ReadCall(body, out string? operationId);
            MethodDefinition method = FindMethod(element);
            ManagedReference target = SoapReader.ReadThis(element);
            object?[] arguments = SoapReader.ReadArguments(element, method);

            SoapWriter.Begin(output);
            lock (_gate)
            {
                _migrator.Settle(DateTime.UtcNow);
                string? cookie = ReadCookie(request.GetHeader("Cookie"));
                Session? session = _sessions.Find(cookie, DateTime.UtcNow);
                var call = new MethodCall(method, arguments, session, version);
                SimulatedCall seen = Note(method, target, session, operationId);
                isWrite = seen.IsWrite;
                OnCall?.Invoke(seen, false);
                rule = _rules.Meet(seen);
                if (rule is not null && GoWrong(rule, seen, session) is WireResponse lost) return lost;
                object? result = method.Name == "Login"
                    ? Login(call, target, request, cookie, out setCookie)
                    : Perform(call, target);
                OnCall?.Invoke(seen, true);
                if (rule?.IsAfter == true && GoWrong(rule, seen) is WireResponse late) return late;
                SoapWriter.WriteResult(output, method, result, version);
            }

            SoapWriter.End(output);
            TimeSpan delay = rule?.Delay ?? TimeSpan.Zero;
            return new WireResponse(200, SoapWriter.ContentType, output.Detach(), setCookie) { Delay = isWrite ? delay + Fabric.Behavior.WriteTime : delay };
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

    private static readonly HashSet<string> Writes = new(StringComparer.Ordinal)
    {
        "AddVirtualNic", "UpdateVirtualNic", "RemoveVirtualNic", "UpdateNetworkConfig", "SelectVnicForNicType", "DeselectVnicForNicType",
        "ReconfigureComputeResource_Task", "RelocateVM_Task", "MigrateVM_Task",
    };

    private SimulatedCall Note(MethodDefinition method, ManagedReference target, Session? session, string? operationId)
    {
        string? host = _registry.Find(target, session) switch
        {
            HostSystemObject system => system.Name,
            VirtualMachineObject machine => machine.Machine.Host.Name,
            HostNetworkSystemObject network => network.Host.Name,
            HostVirtualNicManagerObject manager => manager.Host.Name,
            MethodExecuterObject executer => executer.Host.Name,
            _ => null,
        };
        var seen = new SimulatedCall(_calls.Count + 1, method.Name, target.Id, host, Writes.Contains(method.Name), operationId);
        _calls.Add(seen);
        return seen;
    }

    // Before the call takes effect. A response is what the client gets, and the call is not carried out.
    private WireResponse? GoWrong(CallRule rule, SimulatedCall call, Session? session)
    {
        if (rule.IsAfter) return null;
        switch (rule.Effect)
        {
            case CallEffect.EndSession:
                if (session is not null) _sessions.End(session);
                throw VimFault.NotAuthenticated();
            case CallEffect.OtherAdministrator:
                if (call.VMHost is not null && Fabric.FindHost(call.VMHost) is Host host && host.MigrationAdapters.Count > 0)
                {
                    VMKernelAdapter changed = host.MigrationAdapters[0].Clone();
                    changed.Mtu -= 100;
                    host.Adapters[host.Adapters.IndexOf(host.MigrationAdapters[0])] = changed;
                    host.Touch();
                }

                return null;
            case CallEffect.Migration:
                Host? source = call.VMHost is null ? null : Fabric.FindHost(call.VMHost);
                VirtualMachine? machine = source?.VirtualMachines.FirstOrDefault(one => !one.IsTemplate && one.IsPoweredOn);
                Host? target = source?.Cluster?.Hosts.FirstOrDefault(one => one != source && one.State == HostState.Connected);
                if (machine is not null && target is not null) StartMigration(machine, target, byDrs: true);
                return null;
            default:
                return Lose(rule, call);
        }
    }

    // After it took effect.
    private WireResponse? GoWrong(CallRule rule, SimulatedCall call) => Lose(rule, call);

    private WireResponse? Lose(CallRule rule, SimulatedCall call)
    {
        var nothing = new WireResponse(200, SoapWriter.ContentType, default);
        switch (rule.Effect)
        {
            case CallEffect.Fail:
                throw VimFault.PlatformConfig($"Simulated: {rule.Text}.");
            case CallEffect.Drop:
                return nothing with { IsDropped = true };
            case CallEffect.NeverAnswer:
                return nothing with { Delay = Never };
            case CallEffect.DisconnectHost:
                if (call.VMHost is not null && Fabric.FindHost(call.VMHost) is Host host)
                {
                    host.State = HostState.NotResponding;
                    host.Touch();
                    throw VimFault.HostNotReachable();
                }

                return null;
            default:
                return null;
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
        if (receiver.GetMissingPrivilege(path.Text) is string privilege) throw VimFault.NoPermission(receiver.Reference, privilege);
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
