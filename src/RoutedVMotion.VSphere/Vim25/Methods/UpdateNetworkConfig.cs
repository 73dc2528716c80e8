namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Changes a host's network.</summary>
internal sealed class UpdateNetworkConfig : Request<HostNetworkConfigResult>
{
    public HostNetworkConfig? Config { get; set; }

    /// <summary>"modify": the other, replace, destroys what it does not name.</summary>
    public string? ChangeMode { get; set; }
}
