using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

namespace RoutedVMotion.Tests.Wire;

/// <summary>How the hosts of an inventory are asked for: by name, some at a time, the next while these are read.</summary>
public sealed class HostQuestionTests
{
    // More than any server has: it ignores the size of pages, and sends all that it is asked for in one reply.
    private const int NoPages = 10_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_questions_are_small_and_one_is_on_its_way_while_another_is_read()
    {
        using FakeVCenter server = Serve(480, NoPages);
        using VSphereSession session = await server.LoginAsync();
        var names = new List<string>();
        var questions = new List<int>();
        await new InventoryReader(session).ReadAsync(
            new InventoryQuery(),
            host =>
            {
                names.Add(host.Name);
                questions.Add(QuestionsOf(server).Length);
            },
            null,
            Cancel);

        Assert.Equal(Enumerable.Range(1, 480).Select(Name), names);
        Assert.Equal([50, 100, 200, 130], QuestionsOf(server).Select(asked => asked.Length));
        // Hosts of the first question come while the second one is out, and so on; after the last there is nothing to ask.
        Assert.Equal(
            Enumerable.Repeat(2, 50).Concat(Enumerable.Repeat(3, 100)).Concat(Enumerable.Repeat(4, 330)),
            questions);
    }

    [Fact]
    public async Task Only_hosts_that_are_wanted_are_asked_for()
    {
        using FakeVCenter server = Serve(160, NoPages);
        using VSphereSession session = await server.LoginAsync();
        var asked = new List<string>();
        var hosts = new List<EsxHost>();
        var query = new InventoryQuery
        {
            Wanted = host =>
            {
                asked.Add(host.Name);
                return host.Name.EndsWith('9');
            },
        };
        await new InventoryReader(session).ReadAsync(query, hosts.Add, null, Cancel);
        Assert.Equal(Enumerable.Range(1, 160).Select(Name), asked);
        Assert.Equal(Enumerable.Range(0, 16).Select(ten => Name((ten * 10) + 9)), hosts.Select(host => host.Name));
        Assert.Equal(hosts.Select(host => host.Id), Assert.Single(QuestionsOf(server)));

        // Of none, nothing.
        int before = QuestionsOf(server).Length;
        await new InventoryReader(session).ReadAsync(new InventoryQuery { Wanted = _ => false }, _ => Assert.Fail("a host"), null, Cancel);
        Assert.Equal(before, QuestionsOf(server).Length);
    }

    [Theory]
    [InlineData(NoPages)]
    [InlineData(7)]
    public async Task Wherever_a_session_ends_each_host_comes_once(int hostsPerPage)
    {
        foreach (int last in new[] { 1, 49, 50, 51, 99, 149, 150, 151, 160 })
        {
            using FakeVCenter server = Serve(160, hostsPerPage);
            using VSphereSession session = await server.LoginAsync();
            var names = new List<string>();
            await new InventoryReader(session).ReadAsync(
                new InventoryQuery(),
                host =>
                {
                    names.Add(host.Name);
                    if (names.Count == last && server.Logins == 1) server.Expire();
                },
                null,
                Cancel);
            Assert.Equal(Enumerable.Range(1, 160).Select(Name), names);
            // What is left is asked for, and nothing that had come already. The last questions may have been out before the end.
            string[] again = QuestionsOf(server).SelectMany(asked => asked).GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key).ToArray();
            Assert.DoesNotContain(again, id => int.Parse(id["host-".Length..], null) <= last);
        }
    }

    [Fact]
    public async Task A_host_that_is_removed_while_its_turn_comes_is_left_out()
    {
        using FakeVCenter server = Serve(60, NoPages);
        server.Answer = (method, body) =>
        {
            // vCenter leaves it out when it is asked to; what comes half removed has nothing any more.
            if (method == "RetrievePropertiesEx" && ObjectsOf(body).Length > 0)
            {
                server.Hosts.RemoveAll(host => host.Contains(">host-7<", StringComparison.Ordinal));
                server.Hosts[^1] = FakeVCenter.Object("HostSystem", "host-60", Missing("name", "ManagedObjectNotFound", "<obj type='HostSystem'>host-60</obj>"));
                XNamespace vim = Namespaces.Vim25;
                Assert.Equal("true", body.Element(vim + "specSet")!.Element(vim + "reportMissingObjectsInResults")?.Value);
            }

            return null;
        };
        using VSphereSession session = await server.LoginAsync();
        List<EsxHost> hosts = await session.ReadAllAsync();
        Assert.Equal(Enumerable.Range(1, 59).Where(number => number != 7).Select(Name), hosts.Select(host => host.Name));
    }

    [Fact]
    public async Task What_a_server_does_not_know_it_is_asked_once()
    {
        using FakeVCenter server = Serve(160, NoPages);
        const string Unknown = "config.network.opaqueSwitch";
        server.Answer = (method, body) => method == "RetrievePropertiesEx" && body.Descendants().Any(path => path.Name.LocalName == "pathSet" && path.Value == Unknown)
            ? Fault("InvalidProperty", string.Empty, $"<name>{Unknown}</name>")
            : null;
        using VSphereSession session = await server.LoginAsync();
        Assert.Equal(160, (await session.ReadAllAsync()).Count);
        Assert.Single(server.Requests, request => request.Method == "RetrievePropertiesEx" && request.Body.ToString().Contains(Unknown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_comes_too_late_is_an_error_and_no_hosts_are_lost_in_silence()
    {
        using FakeVCenter server = Serve(60, NoPages);
        server.Answer = (method, body) => method == "RetrievePropertiesEx" && ObjectsOf(body).Length > 0
            ? $"<returnval>{server.Hosts[0]}<token>page-1</token></returnval>"
            : null;
        using VSphereSession session = await server.LoginAsync();
        var problem = await Assert.ThrowsAsync<VSphereReplyException>(() => session.ReadAllAsync());
        Assert.Equal(ReplyProblem.Malformed, problem.Problem);
    }

    private static FakeVCenter Serve(int hosts, int hostsPerPage)
    {
        var server = new FakeVCenter { HostsPerPage = hostsPerPage };
        server.Hosts.AddRange(Enumerable.Range(1, hosts).Select(
            number => FakeVCenter.Object("HostSystem", $"host-{number}", Text("name", Name(number)), Property("runtime.connectionState", "HostSystemConnectionState", "connected"))));
        return server;
    }

    private static string Name(int number) => $"esx-{number:000}";

    private static string[][] QuestionsOf(FakeVCenter server) =>
        server.Requests.Where(request => request.Method == "RetrievePropertiesEx").Select(request => ObjectsOf(request.Body)).Where(asked => asked.Length > 0).ToArray();

    private static string[] ObjectsOf(XElement body) => body.Descendants()
        .Where(element => element.Name.LocalName == "obj" && element.Attribute("type")?.Value == "HostSystem")
        .Select(element => element.Value)
        .ToArray();
}
