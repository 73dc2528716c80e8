using System.Linq;

using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class NetworkPoolReaderTests
{
    private const string Pool = """
        {
          "name": "w01-np01", "unknown": true,
          "networks": [
            { "type": "VSAN", "vlanId": 2613, "mtu": 9000, "subnet": "172.18.105.0", "mask": "255.255.255.0", "gateway": "172.18.105.1", "ipPools": [] },
            {
              "type": "VMOTION", "vlanId": 2612, "mtu": 9000, "subnet": "172.18.104.0", "mask": "255.255.255.0", "gateway": "172.18.104.1",
              "ipPools": [ { "start": "172.18.104.101", "end": "172.18.104.104" } ], "freeIps": [ "172.18.104.104" ]
            }
          ]
        }
        """;

    [Theory]
    [InlineData("{0}")]
    [InlineData("[{0}]")]
    [InlineData("{{ \"elements\": [{0}] }}")]
    public void A_pools_vMotion_network_becomes_a_rack_that_hands_out_nothing(string shape)
    {
        PlanReading reading = NetworkPoolReader.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, Pool), "pool.json");
        Assert.Empty(reading.Messages);
        Rack rack = Assert.Single(reading.Plan!.Racks);
        Assert.Equal(("w01-np01", "sddc-manager"), (rack.Name, rack.ManagedBy));
        Assert.Equal(
            ("172.18.104.0/24", "172.18.104.1", 2612, 9000),
            (rack.VMotion.Subnet.ToString(), rack.VMotion.Gateway.ToString(), rack.VMotion.Vlan, rack.VMotion.Mtu));
        Assert.Empty(rack.VMotion.Adapters);
        Assert.Empty(rack.Hosts);
        Assert.Contains("SDDC Manager hands out 172.18.104.101-172.18.104.104", rack.Notes);
        Assert.Equal(PlanText.Meaning(reading.Plan), PlanText.Meaning(PlanText.Read(PlanWriter.Write(reading.Plan))));
        Assert.Empty(PlanLinter.Lint(reading.Plan));
    }

    [Fact]
    public void Pools_of_one_name_and_IPv6_without_a_mask_are_racks_of_their_own()
    {
        const string IPv6 = """{ "name": "w01-np01", "networks": [ { "type": "vMotion", "vlanId": 7, "mtu": 9000, "subnet": "fd00:7::/64", "gateway": "fd00:7::1" } ] }""";
        RackPlan plan = NetworkPoolReader.Read($"[{Pool}, {IPv6}]", null).Plan!;
        Assert.Equal(["w01-np01", "w01-np01-2"], plan.Racks.Select(rack => rack.Name));
        Assert.Equal("fd00:7::/64", plan.Racks[1].VMotion.Subnet6.ToString());
    }

    [Theory]
    [InlineData("\"255.255.255.0\", \"gateway\": \"172.18.104.1\"", "\"255.0.255.0\", \"gateway\": \"172.18.104.1\"", "PlanInvalidSubnet 6:65")]
    [InlineData("172.18.104.1\",", "172.18.104\",", "PlanInvalidAddress 6:117")]
    [InlineData("\"VMOTION\"", "\"NFS\"", "PlanNoVMotionNetwork 1:1")]
    [InlineData("\"vlanId\": 2612", "\"vlanId\": \"two\"", "PlanWrongType 6:36")]
    [InlineData("] }", "]", "PlanNotJson")]
    public void What_is_wrong_is_located(string good, string bad, string expected)
    {
        Assert.Contains(good, Pool, System.StringComparison.Ordinal);
        PlanReading reading = NetworkPoolReader.Read(Pool.Replace("\r\n", "\n", System.StringComparison.Ordinal).Replace(good, bad, System.StringComparison.Ordinal), "pool.json");
        Assert.Null(reading.Plan);
        Assert.StartsWith(
            expected, $"{reading.Messages[0].Id} {reading.Messages[0].Position.Line}:{reading.Messages[0].Position.Column}", System.StringComparison.Ordinal);
    }
}
