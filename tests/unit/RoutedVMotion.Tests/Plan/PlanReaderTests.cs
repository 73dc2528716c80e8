using System;
using System.IO;
using System.Linq;
using System.Text;

using CsCheck;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class PlanReaderTests
{
    private const string Smallest = """
        {
          "version": 1,
          "racks": [
            { "name": "rack-01", "vmotion": { "subnet": "172.16.1.0/24", "gateway": "172.16.1.1" } }
          ]
        }
        """;

    [Fact]
    public void The_example_of_the_design_says_what_it_says()
    {
        RackPlan plan = PlanText.Read(File.ReadAllText(PlanText.Examples.Single(path => path.EndsWith("four-racks-ipv4.json", StringComparison.Ordinal))));
        Rack rack = plan.Racks[0];
        Assert.Equal(4, plan.Racks.Count);
        Assert.Equal(["leaf-01a", "leaf-01b"], rack.Leaves);
        Assert.Equal("172.16.1.0/24", rack.VMotion.Subnet.ToString());
        Assert.Equal("172.16.1.1", rack.VMotion.Gateway.ToString());
        Assert.Equal(9000, rack.VMotion.Mtu);
        Assert.Equal(NetstackKeys.VMotion, rack.VMotion.Stack);
        Assert.Equal("172.16.1.11-172.16.1.60", rack.VMotion.Adapters[0].Pool!.ToString());
        Assert.Equal("172.16.1.11", rack.VMotion.Addresses["ESX-0101.EXAMPLE.COM"][0].IPv4.ToString());
        Assert.Equal(NetworkReach.Stretched, plan.VMNetworks[0].By);
        Assert.Null(plan.VMNetworks[1].Racks);
        Assert.Equal(5, plan.MaxRttMs);
        Assert.Equal("off", plan.Rules["uplinkspeed"]);
    }

    [Theory]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"gatewey\": \"172.16.1.1\"", "PlanUnknownProperty", 4, 66)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"Gateway\": \"172.16.1.1\"", "PlanUnknownProperty", 4, 66)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"gateway\": \"172.16.1.256\"", "PlanInvalidAddress", 4, 77)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"gateway\": \"fd00::1\"", "PlanInvalidAddress", 4, 77)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"gateway\": \"172.16.1.1/24\"", "PlanInvalidAddress", 4, 77)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"gateway6\": \"fe80::1%vmk1\"", "PlanInvalidAddress", 4, 78)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"gateway\": null", "PlanWrongType", 4, 77)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"subnet\": \"172.16.2.0/24\"", "PlanRepeatedProperty", 4, 66)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"vlan\": 010", "PlanNotJson", 4, 74)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"vlan\": \"2001\"", "PlanWrongType", 4, 74)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"mtu\": 9000.5", "PlanWrongType", 4, 73)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"mtu\": 99999999999999999999999", "PlanWrongType", 4, 73)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"stack\": \"vmotionstack\"", "PlanUnknownWord", 4, 75)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"adapters\": [{\"pool\": \"172.16.1.60-172.16.1.11\"}]", "PlanInvalidPool", 4, 88)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"adapters\": [{\"pool\": \"172.16.1.11\"}]", "PlanInvalidPool", 4, 88)]
    [InlineData("\"gateway\": \"172.16.1.1\"", "\"addresses\": {\"a\": [], \"A\": []}", "PlanRepeatedProperty", 4, 89)]
    [InlineData("\"172.16.1.0/24\"", "\"172.16.1.5/24\"", "PlanInvalidSubnet", 4, 49)]
    [InlineData("\"subnet\": \"172.16.1.0/24\"", "\"vlan\": 1", "PlanMissingProperty", 4, 37)]
    [InlineData("\"name\": \"rack-01\", ", "", "PlanMissingProperty", 4, 5)]
    [InlineData("\"name\": \"rack-01\", ", "\"name\": \" \", ", "PlanEmptyText", 4, 15)]
    [InlineData("\"name\": \"rack-01\", ", "\"name\": \"r\", \"hosts\": [\"esx[01\"], ", "PlanInvalidPattern", 4, 30)]
    [InlineData("\"version\": 1,", "", "PlanMissingProperty", 1, 1)]
    [InlineData("\"version\": 1,", "\"version\": 0,", "PlanUnknownVersion", 2, 14)]
    [InlineData("\"version\": 1,", "\"version\": 1, // the first", "PlanCommentNotAllowed", 2, 17)]
    [InlineData("\"version\": 1,", "\"version\": 1,,", "PlanNotJson", 2, 16)]
    [InlineData("\"version\": 1,", "'version': 1,", "PlanNotJson", 2, 3)]
    [InlineData("\"version\": 1,", "version: 1,", "PlanNotJson", 2, 3)]
    [InlineData("} }\n", "} },\n", "PlanNotJson", 5, 3)]
    [InlineData("  ]\n}", "  ]\n", "PlanNotJson", 6, 1)]
    [InlineData("  ]\n}", "  ]\n}}", "PlanNotJson", 6, 2)]
    public void An_error_says_what_and_where(string good, string bad, string id, int line, int column)
    {
        string text = Smallest.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Contains(good, text, StringComparison.Ordinal);
        PlanReading reading = PlanReader.Read(text.Replace(good, bad, StringComparison.Ordinal), "racks.json");
        Assert.Null(reading.Plan);
        PlanMessage message = Assert.Single(reading.Messages);
        Assert.Equal((id, $"racks.json:{line}:{column}"), (message.Id, message.Position.ToString()));
        Assert.NotEmpty(message.WhatToDo);
    }

    [Fact]
    public void A_plan_in_memory_is_located_by_its_JSON_path()
    {
        PlanMessage message = Assert.Single(PlanReader.Read(
            Smallest.Replace("172.16.1.1\"", "172.16.1\"", StringComparison.Ordinal), null).Messages);
        Assert.Equal("racks[0].vmotion.gateway", message.Position.ToString());
    }

    [Fact]
    public void All_errors_are_told_at_once_and_in_the_files_order()
    {
        PlanReading reading = PlanReader.Read(
            """
            {
              "version": 1, "colour": "blue",
              "racks": [ { "vmotion": { "subnet": "x" } }, 7 ],
              "rules": { "UplinkSpeed": "loud" }
            }
            """,
            "racks.json");
        Assert.Null(reading.Plan);
        Assert.Equal(
            ["PlanUnknownProperty 2:17", "PlanMissingProperty 3:14", "PlanInvalidSubnet 3:39", "PlanWrongType 3:48", "PlanUnknownWord 4:29"],
            reading.Messages.Select(message => $"{message.Id} {message.Position.Line}:{message.Position.Column}"));
    }

    [Fact]
    public void A_later_version_gives_one_error_and_no_others()
    {
        PlanMessage message = Assert.Single(PlanReader.Read("""{ "version": 2, "shelves": [], "racks": 7 }""", "racks.json").Messages);
        Assert.Equal("PlanUnknownVersion", message.Id);
        Assert.Contains("Update the module", message.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void A_near_miss_is_named() => Assert.Contains(
        "'gateway'",
        PlanReader.Read(Smallest.Replace("\"gateway\"", "\"gatway\"", StringComparison.Ordinal), null).Messages[0].WhatToDo,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_file_with_a_byte_order_mark_is_read_as_what_it_says(string encoding)
    {
        Encoding with = Encoding.GetEncoding(encoding);
        PlanReading reading = PlanReader.Read([.. with.GetPreamble(), .. with.GetBytes(Smallest)], "racks.json");
        Assert.Empty(reading.Messages);
        Assert.Equal("rack-01", reading.Plan!.Racks[0].Name);
        Assert.Equal(1, reading.Plan.PositionOf("racks").Line - 2);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_located()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("{\n  \"version\": 1, \"r"), 0xE4, 0x63];
        PlanMessage message = Assert.Single(PlanReader.Read(bytes, "racks.json").Messages);
        Assert.Equal(("PlanNotText", "racks.json:2:19"), (message.Id, message.Position.ToString()));
    }

    [Fact]
    public void Endless_brackets_and_endless_errors_end()
    {
        Assert.Equal("PlanTooDeep", Assert.Single(PlanReader.Read(new string('[', 1_000_000), "racks.json").Messages).Id);
        Assert.Equal("PlanTooLarge", Assert.Single(PlanReader.Read(new string(' ', 5_000_000), "racks.json").Messages).Id);
        string many = "{ \"version\": 1, \"racks\": [" + string.Join(",", Enumerable.Repeat("1", 100_000)) + "] }";
        Assert.Equal(101, PlanReader.Read(many, "racks.json").Messages.Count);
    }

    [Fact]
    public void A_text_that_is_no_name_is_not_carried_along()
    {
        string Named(string name) => $$"""{ "version": 1, "racks": [ { "name": "r", "vmotion": { "subnet": "10.0.0.0/8", "addresses": { "{{name}}": [] } } } ] }""";
        Assert.NotNull(PlanReader.Read(Named(new string('h', 255)), null).Plan);
        Assert.Equal("PlanTextTooLong", Assert.Single(PlanReader.Read(Named(new string('h', 256)), null).Messages).Id);
        Assert.Equal("PlanTextTooLong", Assert.Single(PlanReader.Read(Smallest.Replace("rack-01", new string('r', 4001), StringComparison.Ordinal), null).Messages).Id);
    }

    [Fact]
    public void Any_bytes_give_a_located_error_or_a_valid_plan()
    {
        byte[][] seeds = [.. PlanText.Examples.Select(File.ReadAllBytes)];
        Gen<byte[]> mutated =
            from seed in Gen.Int[0, seeds.Length - 1]
            from edits in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3], Gen.Byte, Gen.Int[0, 40]).Array[1, 4]
            select edits.Aggregate(seeds[seed], (bytes, edit) => Mutate(bytes, (int)(edit.Item1 * bytes.Length), edit.Item2, edit.Item3, edit.Item4));
        Gen<byte[]> soup = PlanText.OneOf("{", "}", "[", "]", ",", ":", "\"racks\"", "\"version\"", "1", "null", "\"", "\\", "/*", "//", "\n", "\r", "\0", "NaN", "'", "-", "0x1", "1e999", "new Date(", "\u2028", "\uD800", "undefined")
            .Array[0, 30].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
        Gen.OneOf(mutated, soup, Gen.Byte.Array[0, 60]).Sample(
            bytes =>
            {
                PlanReading reading = PlanReader.Read(bytes, "racks.json");
                if (reading.Plan is not null)
                {
                    Assert.Equal(PlanText.Meaning(reading.Plan), PlanText.Meaning(PlanText.Read(PlanWriter.Write(reading.Plan))));
                    return;
                }

                Assert.NotEmpty(reading.Messages);
                Assert.All(reading.Messages, message => Assert.NotNull(PlanRules.Find(message.Id)));
                Assert.All(reading.Messages, message => Assert.True(message.Position is { File: "racks.json", Line: > 0, Column: > 0 }, message.ToString()));
            },
            iter: 3000);
    }

    private static byte[] Mutate(byte[] bytes, int at, int kind, byte value, int length)
    {
        at = Math.Min(at, bytes.Length - 1);
        if (at < 0) return bytes;
        int end = Math.Min(bytes.Length, at + length);
        return kind switch
        {
            0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..end], .. bytes[at..]],
            _ => bytes[..at],
        };
    }
}
