using System.Net;

using CsCheck;

using RoutedVMotion.Core.Addresses;

using Xunit;

namespace RoutedVMotion.Tests.Addresses;

/// <summary>Address arithmetic against the runtime's own, as properties over random addresses of both families.</summary>
public sealed class SubnetTests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]);

    private static readonly Gen<(byte[] Bytes, int Prefix)> BytesAndPrefix =
        Bytes.SelectMany(bytes => Gen.Int[0, bytes.Length * 8].Select(prefix => (bytes, prefix)));

    [Fact]
    public void An_address_survives_its_text() => Bytes.Sample(bytes =>
    {
        string text = new IPAddress(bytes).ToString();
        Assert.Equal(text, InetAddress.Parse(text).ToString());
    });

    [Fact]
    public void A_subnet_begins_and_ends_where_the_runtime_says() => BytesAndPrefix.Sample(sample =>
    {
        var address = new IPAddress(sample.Bytes);
        var subnet = new Subnet(InetAddress.Parse(address.ToString()), sample.Prefix);
        var expected = new IPNetwork(InetAddressToIP(subnet.Network), sample.Prefix);
        Assert.Equal(expected.ToString(), subnet.ToString());
        Assert.True(expected.Contains(address));
        Assert.True(subnet.Contains(InetAddress.Parse(address.ToString())));
        Assert.True(expected.Contains(InetAddressToIP(subnet.Last)));
        if (sample.Prefix > 0) Assert.False(expected.Contains(InetAddressToIP(subnet.Last.Add(1))));
        if (sample.Prefix > 0) Assert.False(subnet.Contains(subnet.Network.Add(-1)));
    });

    [Fact]
    public void Containment_agrees_with_the_runtime() => Gen.Select(BytesAndPrefix, Bytes).Sample((sample, other) =>
    {
        var subnet = new Subnet(InetAddress.Parse(new IPAddress(sample.Bytes).ToString()), sample.Prefix);
        var expected = new IPNetwork(InetAddressToIP(subnet.Network), sample.Prefix);
        Assert.Equal(expected.Contains(new IPAddress(other)), subnet.Contains(InetAddress.Parse(new IPAddress(other).ToString())));
    });

    [Fact]
    public void Adding_and_taking_away_come_back() => Gen.Select(Bytes, Gen.Long).Sample((bytes, offset) =>
    {
        InetAddress address = InetAddress.Parse(new IPAddress(bytes).ToString());
        if (offset != long.MinValue) Assert.Equal(address, address.Add(offset).Add(-offset));
    });

    [Theory]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0.0.1.1")]
    [InlineData("10..0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("")]
    [InlineData("[::1]")]
    [InlineData("::1/64")]
    [InlineData("esx-01")]
    public void What_is_no_address_is_refused(string text) => Assert.False(InetAddress.TryParse(text, out _));

    [Theory]
    [InlineData("255.255.255.0", 24)]
    [InlineData("255.255.240.0", 20)]
    [InlineData("0.0.0.0", 0)]
    [InlineData("255.255.255.255", 32)]
    public void A_netmask_is_a_prefix_length(string mask, int expected)
    {
        Assert.True(Subnet.TryParseNetmask(mask, out int length));
        Assert.Equal(expected, length);
    }

    [Theory]
    [InlineData("255.0.255.0")]
    [InlineData("0.0.0.255")]
    [InlineData("ffff::")]
    public void A_mask_with_holes_is_refused(string mask) => Assert.False(Subnet.TryParseNetmask(mask, out _));

    [Fact]
    public void A_subnet_with_host_bits_is_a_typing_error() => Assert.False(Subnet.TryParse("172.16.1.1/24", out _));

    private static IPAddress InetAddressToIP(InetAddress address) => IPAddress.Parse(address.ToString());
}
