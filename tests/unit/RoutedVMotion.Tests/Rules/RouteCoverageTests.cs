using System.Linq;

using CsCheck;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Rules;

/// <summary>Static routes cover a subnet if, and only if, each of its addresses is the destination of one.</summary>
public sealed class RouteCoverageTests
{
    [Fact]
    public void Coverage_is_what_counting_addresses_says()
    {
        InetAddress start = InetAddress.Parse("10.0.0.0");
        Gen<Subnet> subnets = Gen.Select(Gen.Int[0, 63], Gen.Int[25, 32]).Select((offset, length) => new Subnet(start.Add(offset), length));
        Gen.Select(subnets.Array[0, 6], subnets).Sample((destinations, subnet) =>
        {
            Route[] routes = [.. destinations.Select(destination => new Route(destination, start, null))];
            bool all = Enumerable.Range(0, 1 << (32 - subnet.PrefixLength))
                .All(offset => destinations.Any(destination => destination.Contains(subnet.Network.Add(offset))));
            Assert.Equal(all, RouteCoverage.Covers(routes, subnet));
        });
    }
}
