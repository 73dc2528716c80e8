namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How DRS is set up.</summary>
internal sealed class ClusterDrsConfigInfo : DynamicData
{
    public bool? Enabled { get; set; }
}
