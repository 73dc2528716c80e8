using System;
using System.IO;
using System.Linq;

using CsCheck;

using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class PlanWriterTests
{
    [Fact]
    public void What_is_written_reads_as_the_same_plan() => PlanText.Plans.Sample(plan =>
    {
        string text = PlanWriter.Write(plan);
        RackPlan again = PlanText.Read(text);
        Assert.Equal(PlanText.Meaning(plan), PlanText.Meaning(again));
        Assert.Equal(text, PlanWriter.Write(again));
    });

    [Fact]
    public void An_inherited_value_is_not_repeated_and_a_host_is_a_line()
    {
        string text = PlanWriter.Write(PlanText.Read(
            """
            { "racks": [ { "vmotion": { "addresses": { "b": [{ "ip": "172.16.1.12" }], "a": [{ "ip": "172.16.1.11" }] },
              "mtu": 9000, "stack": "vmotion", "gateway": "172.16.1.1", "subnet": "172.16.1.0/24" },
              "hosts": ["b", "a"], "leaves": ["leaf-01a", "leaf-01b"], "clusters": [], "name": "rack-01" } ],
              "version": 1, "defaults": { "maxRttMs": 5, "mtu": 9000 } }
            """));
        Assert.Equal(
            """
            {
              "version": 1,
              "defaults": {
                "mtu": 9000,
                "maxRttMs": 5
              },
              "racks": [
                {
                  "name": "rack-01",
                  "leaves": ["leaf-01a", "leaf-01b"],
                  "hosts": [
                    "b",
                    "a"
                  ],
                  "vmotion": {
                    "subnet": "172.16.1.0/24",
                    "gateway": "172.16.1.1",
                    "addresses": {
                      "a": [{ "ip": "172.16.1.11" }],
                      "b": [{ "ip": "172.16.1.12" }]
                    }
                  }
                }
              ]
            }

            """.Replace("\r\n", "\n", StringComparison.Ordinal),
            text);
    }

    [Fact]
    public void Every_example_is_read_without_a_message_and_survives_being_written()
    {
        Assert.Equal(
            ["default-stack-override", "dual-stack", "four-racks-ipv4", "multi-nic", "one-vlan-everywhere"],
            PlanText.Examples.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        foreach (string example in PlanText.Examples)
        {
            RackPlan plan = PlanText.Read(File.ReadAllText(example));
            Assert.Equal(PlanText.Meaning(plan), PlanText.Meaning(PlanText.Read(PlanWriter.Write(plan))));
        }
    }
}
