namespace RoutedVMotion.Core.Inventory;

/// <summary>How vCenter stands with a host (HostSystemConnectionState).</summary>
public enum HostConnection
{
    /// <summary>The server did not say, or said something that we do not know.</summary>
    Unknown,

    /// <summary>vCenter talks to the host; what it says of it is current.</summary>
    Connected,

    /// <summary>An administrator has disconnected the host; what is shown is what vCenter last knew.</summary>
    Disconnected,

    /// <summary>The host does not answer; what is shown is what vCenter last knew.</summary>
    NotResponding,
}
