namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A storage adapter.</summary>
internal class HostHostBusAdapter : DynamicData
{
    public string? Device { get; set; }
}
