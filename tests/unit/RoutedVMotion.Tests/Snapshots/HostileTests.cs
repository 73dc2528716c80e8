using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>What a copy that broke off, a newer module, an editor or somebody malicious makes of a snapshot: one error that says what and where.</summary>
public sealed class HostileTests
{
    private const string Minimal = """{ "version": 1, "servers": [ { "name": "vc01", "taken": "2026-11-29T07:50:00.000Z", "hosts": [ { "name": "esx", "id": "host-1", "connection": "Connected" } ] } ] }""";

    public static TheoryData<string, string, SnapshotProblem, string> Bad => new()
    {
        { "", "$", SnapshotProblem.Invalid, "There is nothing in it." },
        { "  \n ", "$", SnapshotProblem.CutOff, "ends in the middle" },
        { "[]", "$", SnapshotProblem.Invalid, "Expected an object, found a list." },
        { "{}", "$", SnapshotProblem.Invalid, "snapshot has no version." },
        { "hello", "$", SnapshotProblem.Invalid, "Expected an object, found 'h'." },
        { """{ "racks": [] }""", "racks", SnapshotProblem.Invalid, "does not begin with its version" },
        { """{ "version": 2, "shinyNewThing": {} }""", "version", SnapshotProblem.TooNew, "format 2, and this module reads format 1" },
        { """{ "version": 1.5 }""", "version", SnapshotProblem.Invalid, "1.5 is no whole number" },
        { Replace("\"version\": 1", "\"version\": 1, \"version\": 1"), "version", SnapshotProblem.Invalid, "'version' stands here twice." },
        { Replace("\"id\": \"host-1\"", "\"id\": \"host-1\", \"id\": \"host-2\""), "servers[0].hosts[0].id", SnapshotProblem.Invalid, "'id' stands here twice." },
        { Replace("\"id\": \"host-1\"", "\"id\": null"), "servers[0].hosts[0].id", SnapshotProblem.Invalid, "Expected a text, found 'n'." },
        { Replace("\"id\": \"host-1\", ", ""), "servers[0].hosts[0]", SnapshotProblem.Invalid, "host has no id." },
        { Replace("\"id\": \"host-1\"", "\"id\": \"host-1\", \"root\": true"), "servers[0].hosts[0].root", SnapshotProblem.Invalid, "There is no property 'root' in host." },
        { Replace("Connected", "connected"), "servers[0].hosts[0].connection", SnapshotProblem.Invalid, "'connected' is none of Unknown, Connected" },
        { Replace("2026-11-29T07:50:00.000Z", "Tuesday"), "servers[0].taken", SnapshotProblem.Invalid, "'Tuesday' is not a time" },
        { With("\"adapters\": [ { \"device\": \"vmk0\", \"stack\": \"vmotion\", \"ipv4\": \"10.1.1.300/24\" } ]"), "servers[0].hosts[0].adapters[0].ipv4", SnapshotProblem.Invalid, "'10.1.1.300/24' is not an address" },
        { With("\"stacks\": [ { \"key\": \"vmotion\", \"routes\": [ \"somewhere\" ] } ]"), "servers[0].hosts[0].stacks[0].routes[0]", SnapshotProblem.Invalid, "'somewhere' is not a route" },
        { With("\"adapters\": [ { \"device\": \"vmk0\", \"stack\": \"vmotion\", \"mtu\": -1 } ]"), "servers[0].hosts[0].adapters[0].mtu", SnapshotProblem.Invalid, "-1 is no whole number" },
        { With("\"adapters\": [ { \"device\": \"vmk0\", \"stack\": \"vmotion\", \"mtu\": 9000000000 } ]"), "servers[0].hosts[0].adapters[0].mtu", SnapshotProblem.Invalid, "9000000000 is no whole number" },
        { With("\"adapters\": [ { \"device\": \"vmk0\", \"stack\": \"a\" }, { \"device\": \"vmk0\", \"stack\": \"b\" } ]"), "servers[0].hosts[0].adapters[1]", SnapshotProblem.Invalid, "There are two adapters 'vmk0'." },
        { Replace("] } ] }", "] } ] } {}"), "$", SnapshotProblem.Invalid, "Something stands behind the end." },
        { Replace("] } ] }", "] } ], }"), "$", SnapshotProblem.Invalid, "a comma too many" },
        { Replace("\"esx\"", "'esx'"), "servers[0].hosts[0].name", SnapshotProblem.Invalid, "Expected a text" },
        { Replace("\"esx\"", "\"e\nsx\""), "servers[0].hosts[0].name", SnapshotProblem.Invalid, "control character" },
        { Replace("\"esx\"", "\"\\ud800\""), "servers[0].hosts[0].name", SnapshotProblem.Invalid, "half a character" },
        { Replace("\"esx\"", "\"\\x41\""), "servers[0].hosts[0].name", SnapshotProblem.Invalid, "not written as in JSON" },
        { Minimal.Insert(2, "/* hello */ "), "$", SnapshotProblem.Invalid, "found '/'" },
        { Replace("\"esx\"", "\"" + new string('x', 100_000) + "\""), "servers[0].hosts[0].name", SnapshotProblem.TooLarge, "longer than any" },
        { Replace("\"esx\"", new string('1', 100_000)), "servers[0].hosts[0].name", SnapshotProblem.Invalid, "Expected a text, found a number." },
        { With("\"adapters\": " + new string('[', 100_000)), "servers[0].hosts[0].adapters[0]", SnapshotProblem.Invalid, "Expected an object, found a list." },
        { string.Concat(Enumerable.Repeat("{\"version\":", 100_000)), "version", SnapshotProblem.Invalid, "Expected a number, found an object." },
    };

    [Fact]
    public void The_least_of_a_snapshot_is_one() => Assert.Equal("esx", TakenSnapshot.Read(Minimal).Servers[0].Fabric.Hosts[0].Name);

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_wrong_is_said_with_its_place(string text, string path, SnapshotProblem problem, string words)
    {
        var error = Assert.Throws<SnapshotException>(() => TakenSnapshot.Read(text));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((path, problem), (error.Position.JsonPath, error.Problem));
        Assert.InRange(error.Message.Length, 20, 400);
        Assert.InRange(error.Position.Line, 1, 3);
    }

    [Fact]
    public async Task One_that_breaks_off_anywhere_is_an_error_and_so_is_one_that_is_damaged_anywhere_or_another_snapshot()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 1, DualStack = true });
        string text = SnapshotWriter.Write(taken.Snapshot).TrimEnd();
        for (int length = 0; length < text.Length; length += 41)
        {
            var error = Assert.Throws<SnapshotException>(() => TakenSnapshot.Read(text[..length]));
            Assert.True(error.Problem == SnapshotProblem.CutOff || length < 2, $"{length}: {error.Message}");
        }

        var random = new Random(7);
        for (int i = 0; i < 1500; i++)
        {
            char[] damaged = text.ToCharArray();
            damaged[random.Next(damaged.Length)] = (char)random.Next(1, 300);
            try
            {
                // A letter of a name is as good as another: then it is a snapshot still, and is written as it was read.
                Snapshot read = TakenSnapshot.Read(new string(damaged));
                string again = SnapshotWriter.Write(read);
                Assert.Equal(again, SnapshotWriter.Write(TakenSnapshot.Read(again)));
            }
            catch (SnapshotException error)
            {
                Assert.NotEmpty(error.Position.JsonPath);
            }
        }
    }

    [Fact]
    public void A_bomb_is_not_followed_to_its_end()
    {
        // 300 MB of blanks in some hundred kilobytes; and as many hosts as nobody has.
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] blanks = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            pack.Write(Encoding.UTF8.GetBytes("{ \"version\": 1, "));
            for (int i = 0; i < 300; i++) pack.Write(blanks);
        }

        packed.Position = 0;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var error = Assert.Throws<SnapshotException>(() => SnapshotReader.Read(reader, "bomb.json.gz", CancellationToken.None));
        Assert.Equal(SnapshotProblem.TooLarge, error.Problem);
        Assert.Contains("256 million characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_have_an_end()
    {
        // Nine million texts of nothing.
        string start = With("\"unread\": [");
        string text = start[..(start.IndexOf('[', start.IndexOf("unread", StringComparison.Ordinal)) + 1)] + string.Concat(Enumerable.Repeat("\"\",", 9 << 20));
        var error = Assert.Throws<SnapshotException>(() => TakenSnapshot.Read(text));
        Assert.Equal(SnapshotProblem.TooLarge, error.Problem);
        Assert.StartsWith("servers[0].hosts[0].unread[", error.Position.JsonPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => SnapshotReader.Read(new StringReader(Minimal), null, cancel.Token));
    }

    private static string Replace(string part, string by)
    {
        Assert.Contains(part, Minimal, StringComparison.Ordinal);
        return Minimal.Replace(part, by, StringComparison.Ordinal);
    }

    private static string With(string property) => Replace("\"id\": \"host-1\"", "\"id\": \"host-1\", " + property);
}
