namespace RoutedVMotion.VSphere.Vim25;

/// <summary>VMware's own distributed switch.</summary>
internal sealed class VMwareDVSConfigInfo : DVSConfigInfo
{
    public VMwareDVSPvlanMapEntry[]? PvlanConfig { get; set; }

    public int? MaxMtu { get; set; }

    public VMwareDvsLacpGroupConfig[]? LacpGroupConfig { get; set; }
}
