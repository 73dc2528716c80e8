namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A rule of a cluster; those between virtual machines are nothing more here.</summary>
internal class ClusterRuleInfo : DynamicData
{
    public bool? Enabled { get; set; }

    public string? Name { get; set; }

    /// <summary>It must hold; else it is a wish.</summary>
    public bool? Mandatory { get; set; }
}
