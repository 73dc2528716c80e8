namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A server that is asked for its iSCSI targets.</summary>
internal sealed class HostInternetScsiHbaSendTarget : DynamicData
{
    public string? Address { get; set; }
}
