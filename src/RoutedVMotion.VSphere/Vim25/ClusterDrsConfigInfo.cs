namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How DRS is set up.</summary>
internal sealed class ClusterDrsConfigInfo : DynamicData
{
    public bool? Enabled { get; set; }

    /// <summary>The automation level: manual, partiallyAutomated or fullyAutomated.</summary>
    public string? DefaultVmBehavior { get; set; }
}
