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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(EndsOfASession))]
    public async Task A_migration_is_found_although_the_session_has_ended(string end)
    {
        using FakeVCenter server = Serve("Task", end, Object("Task", "task-7", Property(
            "info",
            "TaskInfo",
            "<key>task-7</key><descriptionId>Drm.ExecuteVMotionLRO</descriptionId><entity type='VirtualMachine'>vm-4</entity><entityName>db%2f01</entityName><state>running</state>")));
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
        using FakeVCenter server = Serve("Task", end, string.Empty);
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
    public async Task What_the_user_may_not_read_is_no_dead_session()
    {
        using FakeVCenter server = Serve("Task", string.Empty, Object("Task", "task-7", Missing("info", "NotAuthenticated")));
        using VSphereSession session = await server.LoginAsync();
        await Assert.ThrowsAsync<VSphereFaultException>(() => new TaskReader(session).ReadAsync(["host-1"], null, Cancel));
        Assert.Equal(1, server.Logins);
        Assert.True(session.IsConnected);
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
