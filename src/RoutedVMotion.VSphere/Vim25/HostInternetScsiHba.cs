namespace RoutedVMotion.VSphere.Vim25;

/// <summary>An iSCSI adapter.</summary>
internal sealed class HostInternetScsiHba : HostHostBusAdapter
{
    public HostInternetScsiHbaSendTarget[]? ConfiguredSendTarget { get; set; }

    public HostInternetScsiHbaStaticTarget[]? ConfiguredStaticTarget { get; set; }
}
