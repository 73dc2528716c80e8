namespace RoutedVMotion.VSphere.Vim25;

/// <summary>An iSCSI target.</summary>
internal sealed class HostInternetScsiHbaStaticTarget : DynamicData
{
    public string? Address { get; set; }
}
