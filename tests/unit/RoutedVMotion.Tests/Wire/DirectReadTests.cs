using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;
using RoutedVMotion.VSphere.Soap;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

namespace RoutedVMotion.Tests.Wire;

/// <summary>
/// What a change asks of single objects. A server that says nothing, because the session has ended or because it does not know
/// what was asked, has not said that there is nothing: an adapter would be removed on the strength of it.
/// </summary>
public sealed class DirectReadTests
{
    private static readonly XNamespace Vim = Namespaces.Vim25;

    // How a server tells of a dead session: with a fault, with what was withheld, or, where nothing that was asked for can be reached, not at all.
    public static TheoryData<string> EndsOfASession => [NotAuthenticated(), "withheld", string.Empty];

    private static readonly string s_migration = Object("Task", "task-7", Property(
        "info",
        "TaskInfo",
        "<key>task-7</key><descriptionId>Drm.ExecuteVMotionLRO</descriptionId><entity type='VirtualMachine'>vm-4</entity><entityName>db%2f01</entityName><state>running</state>"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(EndsOfASession))]
    public async Task A_migration_is_found_although_the_session_has_ended(string end)
    {
        using FakeVCenter server = Serve("Task", end, HostWith("vm-4") + Object("VirtualMachine", "vm-4") + Object("ClusterComputeResource", "domain-c8") + s_migration);
        using VSphereSession session = await server.LoginAsync();
        server.Expire();
        TaskSighting task = Assert.Single(await new TaskReader(session).ReadAsync(["host-1"], "domain-c8", Cancel));
        Assert.True(task is { IsMigration: true, EntityName: "db/01" });
        Assert.Equal(2, server.Logins);
    }

    [Theory]
    [MemberData(nameof(EndsOfASession))]
    public async Task That_nothing_migrates_is_not_believed_of_a_borrowed_session_that_has_ended(string end)
    {
        using FakeVCenter server = Serve("Task", end, HostWith());
        using VSphereSession session = await server.AdoptAsync();
        Assert.Empty(await new TaskReader(session).ReadAsync(["host-1"], null, Cancel));
        server.Expire();
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new TaskReader(session).ReadAsync(["host-1"], null, Cancel));
        Assert.Equal("NotAuthenticated", fault.FaultType);
        Assert.False(session.IsConnected);
    }

    [Theory]
    [MemberData(nameof(EndsOfASession))]
    public async Task DRS_is_on_although_the_session_has_ended(string end)
    {
        using FakeVCenter server = Serve("ClusterComputeResource", end, Object("ClusterComputeResource", "domain-c8", Property(
            "configurationEx",
            "ClusterConfigInfoEx",
            "<drsConfig><enabled>true</enabled><defaultVmBehavior>partiallyAutomated</defaultVmBehavior></drsConfig>")));
        using VSphereSession session = await server.LoginAsync();
        server.Expire();
        Assert.Equal("partiallyAutomated", (await new DrsControl(session).ReadAsync("domain-c8", Cancel))?.Level);
    }

    [Fact]
    public async Task DRS_that_may_not_be_read_is_not_off()
    {
        using FakeVCenter server = Serve("ClusterComputeResource", string.Empty, Object("ClusterComputeResource", "domain-c8", Missing("configurationEx", "NoPermission")));
        using VSphereSession session = await server.LoginAsync();
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new DrsControl(session).ReadAsync("domain-c8", Cancel));
        Assert.Equal("NoPermission", fault.FaultType);
    }

    // A task that is gone has ended: whether well, the cluster shows.
    [Theory]
    [InlineData("withheld", "partiallyAutomated", false)]
    [InlineData("gone", "fullyAutomated", false)]
    [InlineData("gone", "partiallyAutomated", true)]
    public async Task A_task_that_tells_nothing_is_no_success(string task, string level, bool isSuccess)
    {
        using var server = new FakeVCenter();
        server.Answer = (method, body) => method switch
        {
            "ReconfigureComputeResource_Task" => "<returnval type='Task'>task-9</returnval>",
            "RetrievePropertiesEx" when body.Descendants(Vim + "type").Any(type => type.Value == "Task") => task == "gone"
                ? Fault("ManagedObjectNotFound", string.Empty, "<obj type='Task'>task-9</obj>")
                : $"<returnval>{Object("Task", "task-9", Missing("info", "NoPermission"))}</returnval>",
            "RetrievePropertiesEx" when body.Descendants(Vim + "type").Any(type => type.Value == "ClusterComputeResource") =>
                $"<returnval>{Object("ClusterComputeResource", "domain-c8", Property("configurationEx", "ClusterConfigInfoEx", $"<drsConfig><enabled>true</enabled><defaultVmBehavior>{level}</defaultVmBehavior></drsConfig>"))}</returnval>",
            _ => null,
        };
        using VSphereSession session = await server.LoginAsync();
        Task set = new DrsControl(session).SetLevelAsync("domain-c8", DrsControl.Held, Cancel);
        if (isSuccess) await set;
        else await Assert.ThrowsAnyAsync<VSphereException>(() => set);
    }

    [Fact]
    public async Task What_the_user_may_not_read_is_no_dead_session()
    {
        using FakeVCenter server = Serve("Task", string.Empty, Object("Task", "task-7", Missing("info", "NotAuthenticated")));
        using VSphereSession session = await server.LoginAsync();
        await Assert.ThrowsAsync<VSphereFaultException>(() => new TaskReader(session).ReadAsync(["host-1"], null, Cancel));
        Assert.Equal(1, server.Logins);
        Assert.True(session.IsConnected);
    }

    // A traversal passes in silence over a list that the user may not read: what hangs on it is not there, and no fault says so.
    public static TheoryData<string, string> WithheldFromTheUser => new()
    {
        { "the host's machines", Object("HostSystem", "host-1", Missing("vm", "NoPermission", "<object type='HostSystem'>host-1</object><privilegeId>System.Read</privilegeId>")) },
        { "the host's tasks", Object("HostSystem", "host-1", References("vm", "VirtualMachine"), Missing("recentTask", "NoPermission")) },
        { "a machine's tasks", HostWith("vm-4") + Object("VirtualMachine", "vm-4", Missing("recentTask", "NoPermission")) },
        { "a machine", HostWith("vm-4") },
        { "the host", Object("ClusterComputeResource", "domain-c8") },
    };

    [Theory]
    [MemberData(nameof(WithheldFromTheUser))]
    public async Task That_nothing_migrates_is_not_believed_where_what_leads_to_the_tasks_is_withheld(string what, string objects)
    {
        using FakeVCenter server = Serve("Task", string.Empty, objects);
        using VSphereSession session = await server.LoginAsync();
        VSphereException problem = await Assert.ThrowsAnyAsync<VSphereException>(() => new TaskReader(session).ReadAsync(["host-1"], null, Cancel));
        Assert.True(problem is VSphereFaultException or VSphereReplyException, what);
        Assert.Equal(1, server.Logins);
    }

    [Theory]
    [InlineData("config.fileSystemVolume.mountInfo", "the NFS datastores could not be read")]
    [InlineData("config.storageDevice.hostBusAdapter", "the storage adapters could not be read")]
    public async Task Storage_that_the_server_cannot_tell_is_not_none(string unknown, string expected)
    {
        using FakeVCenter server = Serve("HostSystem", string.Empty, Object("HostSystem", "host-1", Text("name", "esx-01")), unknown);
        using VSphereSession session = await server.LoginAsync();
        HostReader reader = await HostReader.CreateAsync(session, Cancel);
        HostStorage storage = await reader.ReadStorageAsync("host-1", Cancel);
        Assert.StartsWith(expected, Assert.Single(storage.Unread), StringComparison.Ordinal);
    }

    private static string HostWith(params string[] machines) => Object("HostSystem", "host-1", References("vm", "VirtualMachine", machines));

    // Answers a question for objects of this type: with how the session ended while there is none, with the objects while there is one.
    private static FakeVCenter Serve(string type, string end, string objects, string? unknownPath = null)
    {
        var server = new FakeVCenter();
        server.Answer = (method, body) =>
        {
            if (method != "RetrievePropertiesEx" || body.Descendants(Vim + "propSet").All(asked => asked.Element(Vim + "type")!.Value != type)) return null;
            XElement[] paths = body.Descendants(Vim + "pathSet").ToArray();
            if (paths.Any(path => path.Value == unknownPath)) return Fault("InvalidProperty", string.Empty, $"<name>{unknownPath}</name>");
            if (server.HasSession) return objects.Length == 0 ? string.Empty : $"<returnval>{objects}</returnval>";
            return end != "withheld"
                ? end
                : $"<returnval>{Object(type, "group-d1", paths.Select(path => Missing(path.Value, "NotAuthenticated")).ToArray())}</returnval>";
        };
        return server;
    }
}
