namespace RoutedVMotion.Simulator.Fabric;

/// <summary>Why a ping could not even be sent: errors of the sending kernel.</summary>
internal enum PingFailure
{
    /// <summary>It could be sent.</summary>
    None,

    /// <summary>EMSGSIZE: larger than the adapter's MTU, and not to be fragmented.</summary>
    MessageTooLong,

    /// <summary>ENETUNREACH: no route.</summary>
    NetworkUnreachable,

    /// <summary>EHOSTDOWN: the next hop does not answer ARP or neighbour discovery.</summary>
    HostDown,
}
