using System;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class HostMatcherTests
{
    private const string Segment = "\"vmotion\": { \"subnet\": \"172.16.1.0/24\" }";

    [Theory]
    [InlineData("""{"hosts": ["ESX-0101.example.com"]}""", """{"hosts": ["esx-01*"]}""", "a by ExactName")]
    [InlineData("""{"clusters": ["compute*"]}""", """{"hosts": ["esx-01*"]}""", "b by Wildcard")]
    [InlineData("""{"clusters": ["COMPUTE-01"]}""", """{"hosts": ["esx-02*"]}""", "a by Cluster")]
    [InlineData("""{"hosts": ["esx-01*"]}""", """{"hosts": ["*01.example.com"]}""", "tie of a and b by Wildcard")]
    [InlineData("""{"hosts": ["esx-0101.example.com"]}""", """{"hosts": ["esx-0101.example.com"]}""", "tie of a and b by ExactName")]
    [InlineData("""{"hosts": ["esx-01*"], "exclude": ["*-0101*"]}""", """{"clusters": ["compute-01"]}""", "b by Cluster")]
    [InlineData("""{"hosts": ["esx-0101.example.com"], "server": "vc02.example.com"}""", """{"hosts": ["esx-*"], "server": "VC01.example.com"}""", "b by Wildcard")]
    [InlineData("""{"hosts": ["esx-02*"]}""", """{"hosts": ["esx-03*"]}""", "nowhere by None")]
    [InlineData("""{"hosts": ["esx-02*"], "exclude": ["esx-01*"]}""", """{"hosts": ["esx-03*"]}""", "excluded by None")]
    [InlineData("""{}""", """{"hosts": ["esx-03*"]}""", "a by Subnet")]
    [InlineData("""{"leaves": ["LEAF-01A.example.com"]}""", """{}""", "a by Neighbor")]
    [InlineData("""{"leaves": ["leaf-01a"]}""", """{"leaves": ["leaf-01b"], "vmotion": { "subnet": "172.16.9.0/24" }}""", "a by Neighbor")]
    [InlineData("""{"leaves": ["leaf-01a"]}""", """{"leaves": ["leaf-01a"]}""", "tie of a and b by Neighbor")]
    [InlineData("""{"leaves": ["leaf-01a"]}""", """{"hosts": ["esx-01*"]}""", "b by Wildcard")]
    public void A_host_belongs_to_one_rack(string first, string second, string expected)
    {
        RackPlan plan = PlanText.Read($$"""{"version": 1, "racks": [ {{Rack("a", first)}}, {{Rack("b", second)}} ]}""");
        HostMatch match = new HostMatcher(plan).Match(Fabrics.Host(1, 1));
        string rack = match.Rack?.Name
            ?? (match.Tied.Count > 0 ? "tie of " + string.Join(" and ", match.Tied.Select(one => one.Name)) : match.IsExcluded ? "excluded" : "nowhere");
        Assert.Equal(expected, $"{rack} by {match.By}");
        Assert.Equal(match.Rack is null ? -1 : match.Rack.Name == "a" ? 0 : 1, match.RackIndex);
    }

    [Fact]
    public void A_host_that_is_in_no_vMotion_subnet_and_sees_nothing_is_nowhere()
    {
        RackPlan plan = PlanText.Read($$"""{"version": 1, "racks": [ {{Rack("a", "{}")}} ]}""");
        EsxHost host = Fabrics.Host(2, 1).CabledTo(null, null);
        Assert.Null(new HostMatcher(plan).Match(host).Rack);
    }

    private static string Rack(string name, string rest) =>
        $"{{ \"name\": \"{name}\"" + (rest.Contains("vmotion", StringComparison.Ordinal) ? string.Empty : ", " + Segment)
        + (rest == "{}" ? " }" : ", " + rest[1..]);
}
