namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A change of a TCP/IP stack.</summary>
internal sealed class HostNetworkConfigNetStackSpec : DynamicData
{
    public HostNetStackInstance? NetStackInstance { get; set; }

    /// <summary>"edit": no other is supported (facts B7).</summary>
    public string? Operation { get; set; }
}
