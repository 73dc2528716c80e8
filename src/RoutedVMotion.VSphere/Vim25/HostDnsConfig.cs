namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A stack's DNS.</summary>
internal sealed class HostDnsConfig : DynamicData
{
    public bool? Dhcp { get; set; }

    public string? VirtualNicDevice { get; set; }

    public string? HostName { get; set; }

    public string? DomainName { get; set; }

    public string[]? Address { get; set; }

    public string[]? SearchDomain { get; set; }
}
