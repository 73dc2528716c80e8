namespace RoutedVMotion.VSphere.Vim25;

/// <summary>An IPv6 address.</summary>
internal sealed class HostIpConfigIpV6Address : DynamicData
{
    public string? IpAddress { get; set; }

    public int? PrefixLength { get; set; }

    /// <summary>Other, manual, dhcp, linklayer, random.</summary>
    public string? Origin { get; set; }

    /// <summary>Preferred, duplicate, ...</summary>
    public string? DadState { get; set; }

    /// <summary>Add or remove, in a change.</summary>
    public string? Operation { get; set; }
}
