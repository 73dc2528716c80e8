namespace RoutedVMotion.Simulator.Fabric;

/// <summary>How vCenter stands with a host.</summary>
internal enum HostState
{
    /// <summary>vCenter talks to it.</summary>
    Connected,

    /// <summary>An administrator has disconnected it.</summary>
    Disconnected,

    /// <summary>It does not answer.</summary>
    NotResponding,
}
