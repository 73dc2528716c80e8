namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a product says of itself (vCenter, ESXi).</summary>
public sealed class AboutInfo : DynamicData
{
    /// <summary>For example "VMware vCenter Server".</summary>
    public string? Name { get; set; }

    /// <summary>Name, version and build in one.</summary>
    public string? FullName { get; set; }

    /// <summary>The vendor.</summary>
    public string? Vendor { get; set; }

    /// <summary>For example 8.0.3.</summary>
    public string? Version { get; set; }

    /// <summary>The build number.</summary>
    public string? Build { get; set; }

    /// <summary>For example linux-x64.</summary>
    public string? OsType { get; set; }

    /// <summary>vpx, embeddedEsx, ...</summary>
    public string? ProductLineId { get; set; }

    /// <summary>VirtualCenter or HostAgent.</summary>
    public string? ApiType { get; set; }

    /// <summary>The newest API version that it speaks, for example 8.0.2.0.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Identifies a vCenter, whatever name it is reached by.</summary>
    public string? InstanceUuid { get; set; }
}
