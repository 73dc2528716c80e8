using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Sessions: how they begin, live, expire and end; and what that does to an inventory that is being read.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_version_that_both_know_is_spoken()
    {
        using var server = new FakeVCenter();
        using VSphereSession session = await server.LoginAsync();
        Assert.Equal("8.0.2.0", session.ApiVersion);
        Assert.Equal("VSPHERE.LOCAL\\Administrator", session.UserName);
    }

    [Fact]
    public async Task Where_no_version_is_known_AboutInfo_decides()
    {
        using var server = new FakeVCenter { Versions = "<version>99.1</version>" };
        using VSphereSession session = await server.LoginAsync();
        Assert.Equal("8.0.2.0", session.ApiVersion);
    }

    [Fact]
    public async Task A_wrong_password_says_so_and_is_not_told()
    {
        using var server = new FakeVCenter { Answer = (method, _) => method == "Login" ? Fault("InvalidLogin", "Cannot complete login.") : null };
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(server.LoginAsync);
        Assert.Equal("InvalidLogin", fault.FaultType);
        Assert.Contains("user name and password", fault.Message, StringComparison.Ordinal);
        Assert.Contains("vc01.example.com", fault.Message, StringComparison.Ordinal);
        Secrets.AssertAbsent(fault);
    }

    [Fact]
    public async Task A_trace_has_a_line_for_each_call_and_no_secret()
    {
        using var server = new FakeVCenter { Hosts = { Host(1) } };
        using VSphereSession session = await server.LoginAsync();
        var lines = new List<string>();
        session.Trace = lines.Add;
        await session.ReadAllAsync();
        server.Expire();
        await session.ReadAllAsync();
        Assert.Contains(lines, line => line.StartsWith("RetrievePropertiesEx: ", StringComparison.Ordinal) && line.Contains(" bytes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Login: ", StringComparison.Ordinal));
        Secrets.AssertAbsent(string.Join("\n", lines));
        Secrets.AssertAbsent(session.ToString());
    }

    [Theory]
    [InlineData(Secrets.SessionSecret)]
    [InlineData("\"" + Secrets.SessionSecret + "\"")]
    [InlineData("vmware_soap_session=\"" + Secrets.SessionSecret + "\"")]
    public async Task A_borrowed_session_is_used_and_never_ended(string secret)
    {
        using var server = new FakeVCenter { Hosts = { Host(1) } };
        using (await server.AdoptAsync())
        {
        }

        VSphereSession session = await VSphereSession.AdoptAsync(FakeVCenter.Settings, server, secret, Cancel);
        Assert.True(session.IsBorrowed);
        Assert.Equal("DOMAIN\\user", session.UserName);
        Assert.Single(await session.ReadAllAsync());
        await session.LogoutAsync(Cancel);
        session.Dispose();
        Assert.False(session.IsConnected);
        Assert.True(server.HasSession);
        Assert.Equal(0, server.Count("Logout"));
        Assert.Equal(0, server.Logins);
    }

    [Fact]
    public async Task A_borrowed_session_that_is_over_is_refused_at_once()
    {
        using var server = new FakeVCenter();
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(
            () => VSphereSession.AdoptAsync(FakeVCenter.Settings, server, Secrets.SessionSecret, Cancel));
        Assert.Equal("NotAuthenticated", fault.FaultType);
        Secrets.AssertAbsent(fault);
    }

    [Fact]
    public async Task A_secret_that_no_cookie_can_carry_is_refused_without_being_told()
    {
        using var server = new FakeVCenter();
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => VSphereSession.AdoptAsync(FakeVCenter.Settings, server, Secrets.SessionSecret + "\r\nX: y", Cancel));
        Secrets.AssertAbsent(error);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_logout_ends_an_own_session()
    {
        using var server = new FakeVCenter();
        VSphereSession session = await server.LoginAsync();
        await session.LogoutAsync(Cancel);
        Assert.False(session.IsConnected);
        Assert.False(server.HasSession);
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => session.ReadAllAsync());
        Assert.Equal("NotAuthenticated", fault.FaultType);
        Assert.Equal(1, server.Logins);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_own_session_that_expires_between_pages_is_renewed_and_no_host_comes_twice(bool saysItInMissingSet)
    {
        using var server = new FakeVCenter { SaysItInMissingSet = saysItInMissingSet };
        server.Hosts.AddRange(Enumerable.Range(1, 9).Select(Host));
        using VSphereSession session = await server.LoginAsync();
        var names = new List<string>();
        var progress = new Collected();
        await new InventoryReader(session).ReadAsync(
            new InventoryQuery(),
            host =>
            {
                names.Add(host.Name);
                // Once, in the middle of the third page: the fourth has been asked for already, the fifth finds no session.
                if (names.Count == 5 && server.Logins == 1) server.Expire();
            },
            progress,
            Cancel);

        Assert.Equal(Enumerable.Range(1, 9).Select(number => $"esx-{number:00}"), names);
        Assert.Equal(2, server.Logins);
        Assert.True(session.IsConnected);
        Assert.Equal(new InventoryProgress(9, 9), progress.Last);
    }

    [Fact]
    public async Task An_own_session_that_has_expired_before_the_read_is_renewed_whichever_way_the_server_says_it()
    {
        foreach (bool inMissingSet in new[] { false, true })
        {
            using var server = new FakeVCenter { SaysItInMissingSet = inMissingSet, Hosts = { Host(1) } };
            using VSphereSession session = await server.LoginAsync();
            server.Expire();
            Assert.Equal("esx-01", Assert.Single(await session.ReadAllAsync()).Name);
            Assert.Equal(2, server.Logins);
        }
    }

    [Fact]
    public async Task A_page_that_a_dead_session_gave_is_not_taken_for_hosts_that_may_not_be_read()
    {
        using var server = new FakeVCenter { SaysItInMissingSet = true };
        server.Hosts.AddRange(Enumerable.Range(1, 3).Select(Host));
        server.Answer = (method, body) =>
        {
            if (method == "RetrievePropertiesEx" && body.Value.Contains("config.network.vnic", StringComparison.Ordinal) && server.Logins == 1) server.Expire();
            return null;
        };
        using VSphereSession session = await server.LoginAsync();
        List<EsxHost> hosts = await session.ReadAllAsync();
        Assert.Equal(["esx-01", "esx-02", "esx-03"], hosts.Select(host => host.Name));
        Assert.All(hosts, host => Assert.Empty(host.Unread));
        Assert.Equal(2, server.Logins);
    }

    [Fact]
    public async Task A_borrowed_session_that_expires_between_pages_is_one_error_and_never_a_login()
    {
        using var server = new FakeVCenter();
        server.Hosts.AddRange(Enumerable.Range(1, 9).Select(Host));
        using VSphereSession session = await server.AdoptAsync();
        var names = new List<string>();
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new InventoryReader(session).ReadAsync(
            new InventoryQuery(),
            host =>
            {
                names.Add(host.Name);
                if (names.Count == 3) server.Expire();
            },
            null,
            Cancel));

        Assert.Equal("NotAuthenticated", fault.FaultType);
        Assert.Contains("Connect again", fault.Message, StringComparison.Ordinal);
        Assert.False(session.IsConnected);
        Assert.Equal(0, server.Logins);
        Assert.InRange(names.Count, 3, 8);
        Secrets.AssertAbsent(fault);
    }

    [Fact]
    public async Task A_session_that_cannot_be_renewed_says_why_and_is_gone()
    {
        using var server = new FakeVCenter { Hosts = { Host(1) } };
        using VSphereSession session = await server.LoginAsync();
        server.Expire();
        server.Answer = (method, _) => method == "Login" ? Fault("InvalidLogin", "The password has expired.") : null;
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => session.ReadAllAsync());
        Assert.Equal("InvalidLogin", fault.FaultType);
        Assert.False(session.IsConnected);
    }

    [Fact]
    public async Task NotAuthenticated_where_the_session_lives_is_a_matter_of_permission_and_no_endless_login()
    {
        using var server = new FakeVCenter
        {
            Hosts =
            {
                Host(1),
                FakeVCenter.Object("HostSystem", "host-2", Text("name", "esx-02"), Missing("config.network.vnic", "NotAuthenticated")),
                Host(3),
            },
        };
        using VSphereSession session = await server.LoginAsync();
        List<EsxHost> hosts = await session.ReadAllAsync();
        Assert.Equal(["esx-01", "esx-02", "esx-03"], hosts.Select(host => host.Name).Order());
        EsxHost denied = hosts.Single(host => host.Name == "esx-02");
        Assert.True(denied.AdaptersUnread);
        Assert.Contains("The vmkernel adapters: the user may not read it.", denied.Unread);
        Assert.Equal(1, server.Logins);
    }

    [Fact]
    public async Task Keeping_alive_renews_a_session_that_is_over()
    {
        using var server = new FakeVCenter();
        using VSphereSession session = await server.LoginAsync();
        await session.KeepAliveAsync(evenIfBusy: true);
        Assert.Equal(1, server.Count("CurrentTime"));
        server.Expire();
        await session.KeepAliveAsync(evenIfBusy: true);
        Assert.Equal(2, server.Logins);
        Assert.True(session.IsConnected);
    }

    [Fact]
    public async Task The_next_page_is_asked_for_before_this_one_has_been_read()
    {
        using var server = new FakeVCenter();
        server.Hosts.AddRange(Enumerable.Range(1, 6).Select(Host));
        using VSphereSession session = await server.LoginAsync();
        var pagesAsked = new List<int>();
        await new InventoryReader(session).ReadAsync(
            new InventoryQuery(), _ => pagesAsked.Add(server.Count("ContinueRetrievePropertiesEx")), null, Cancel);
        Assert.Equal([1, 1, 2, 2, 2, 2], pagesAsked);
    }

    [Fact]
    public async Task A_reader_that_gives_up_tells_the_server_and_gets_its_own_exception_back()
    {
        using var server = new FakeVCenter();
        server.Hosts.AddRange(Enumerable.Range(1, 6).Select(Host));
        using VSphereSession session = await server.LoginAsync();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => new InventoryReader(session).ReadAsync(
            new InventoryQuery(), _ => throw new InvalidTimeZoneException(), null, Cancel));
        // It is told in the background.
        for (int i = 0; i < 500 && server.Count("CancelRetrievePropertiesEx") == 0; i++) await Task.Delay(10, Cancel);
        XElement told = server.Requests.Single(request => request.Method == "CancelRetrievePropertiesEx").Body;
        Assert.Equal("page-1", told.Elements().Last().Value);
    }

    [Fact]
    public async Task A_cancelled_read_is_cancelled_between_two_hosts()
    {
        using var server = new FakeVCenter();
        server.Hosts.AddRange(Enumerable.Range(1, 6).Select(Host));
        using VSphereSession session = await server.LoginAsync();
        using var stop = new CancellationTokenSource();
        int count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new InventoryReader(session).ReadAsync(
            new InventoryQuery(),
            _ =>
            {
                if (++count == 2) stop.Cancel();
            },
            null,
            stop.Token));
        Assert.InRange(count, 2, 4);
    }

    private static string Host(int number) =>
        FakeVCenter.Object("HostSystem", $"host-{number}", Text("name", $"esx-{number:00}"), Property("config.network.vnic", "ArrayOfHostVirtualNic", string.Empty));

    private sealed class Collected : IProgress<InventoryProgress>
    {
        public InventoryProgress? Last { get; private set; }

        public void Report(InventoryProgress value) => Last = value;
    }
}
