namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A vmkernel adapter that an iSCSI adapter is bound to.</summary>
internal sealed class IscsiPortInfo : DynamicData
{
    public string? VnicDevice { get; set; }
}
