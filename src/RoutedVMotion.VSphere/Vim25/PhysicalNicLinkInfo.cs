namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The speed of a link.</summary>
internal sealed class PhysicalNicLinkInfo : DynamicData
{
    public int? SpeedMb { get; set; }

    public bool? Duplex { get; set; }
}
