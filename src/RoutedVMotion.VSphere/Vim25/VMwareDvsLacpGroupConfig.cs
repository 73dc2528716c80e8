namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A link aggregation group.</summary>
internal sealed class VMwareDvsLacpGroupConfig : DynamicData
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    public string[]? UplinkName { get; set; }
}
