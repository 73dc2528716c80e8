namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a change of a host's network made.</summary>
internal sealed class HostNetworkConfigResult : DynamicData
{
    public string[]? VnicDevice { get; set; }
}
