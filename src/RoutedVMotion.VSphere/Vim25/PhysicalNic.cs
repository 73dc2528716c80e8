namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A physical NIC.</summary>
internal sealed class PhysicalNic : DynamicData
{
    public string? Key { get; set; }

    public string? Device { get; set; }

    /// <summary>Absent: the link is down.</summary>
    public PhysicalNicLinkInfo? LinkSpeed { get; set; }

    public string? Mac { get; set; }
}
