namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How DRS treats one virtual machine.</summary>
internal sealed class ClusterDrsVmConfigInfo : DynamicData
{
    public ManagedObjectReference? Key { get; set; }

    public bool? Enabled { get; set; }

    /// <summary>DrsBehavior.</summary>
    public string? Behavior { get; set; }
}
