namespace RoutedVMotion.Simulator;

/// <summary>How a call goes wrong.</summary>
public enum CallEffect
{
    /// <summary>It is answered late.</summary>
    Delay,

    /// <summary>It is answered with a fault.</summary>
    Fail,

    /// <summary>The connection is closed without an answer.</summary>
    Drop,

    /// <summary>There is no answer, and the connection stays open.</summary>
    NeverAnswer,

    /// <summary>vCenter loses the host.</summary>
    DisconnectHost,

    /// <summary>The session is over, and the call is not carried out.</summary>
    EndSession,

    /// <summary>Somebody else changes the MTU of the host's vMotion adapter right before it.</summary>
    OtherAdministrator,

    /// <summary>A migration away from the host starts right before it.</summary>
    Migration,
}
