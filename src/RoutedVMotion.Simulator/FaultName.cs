namespace RoutedVMotion.Simulator;

/// <summary>The named faults that can be sprinkled over a simulated fabric's hosts. A host gets at most one.</summary>
public enum FaultName
{
    /// <summary>The vmotion stack is in use and has no default gateway: migrations stay within the rack.</summary>
    MissingGateway,

    /// <summary>The vmotion stack's default gateway is the one of another rack.</summary>
    WrongGateway,

    /// <summary>The vmotion stack's default gateway lies in no subnet of the fabric at all.</summary>
    GatewayOutsideSubnet,

    /// <summary>The vmotion stack's default gateway is the adapter's own address.</summary>
    GatewayIsOwnAddress,

    /// <summary>
    /// vMotion is selected for an adapter on the default stack and nothing is on the vmotion stack: its traffic to other
    /// racks would leave by the management adapter.
    /// </summary>
    DefaultStackOnly,

    /// <summary>
    /// The vMotion adapter is on the default stack and overrides the gateway with its rack's: a legal way to route, though
    /// not the one that the rest of the fabric has.
    /// </summary>
    OverrideOnDefaultStack,

    /// <summary>
    /// An adapter is on the vmotion stack, as it should be, and an older one on the default stack still has vMotion
    /// selected: it is dead, and no fallback.
    /// </summary>
    MixedStacks,

    /// <summary>No adapter carries vMotion.</summary>
    NoVMotion,

    /// <summary>The vmotion stack has no default gateway but a static route to the racks' vMotion subnets (172.16.0.0/16).</summary>
    StaticRoutesOnly,

    /// <summary>The vMotion adapter's MTU is 1500 where the fabric's is 9000.</summary>
    MtuMismatch,

    /// <summary>The vMotion adapter's MTU is 9000 and its switch's is 1500.</summary>
    SwitchMtuTooSmall,

    /// <summary>The vMotion adapter is on a port group that tags with another rack's VLAN.</summary>
    WrongVlan,

    /// <summary>The vMotion adapter has the address of a neighbour in its rack. Needs two hosts in a rack.</summary>
    DuplicateAddress,

    /// <summary>An administrator has disconnected the host; vCenter shows what it last knew.</summary>
    Disconnected,

    /// <summary>The host is in maintenance mode: a state rather than a fault, and nothing else is wrong with it.</summary>
    MaintenanceMode,

    /// <summary>The host does not answer vCenter, which shows what it last knew.</summary>
    NotResponding,

    /// <summary>
    /// The host's cables end at another rack's leaves, which do not carry its VLANs; LLDP and CDP say so. Needs two racks.
    /// The management network is out of band and goes on working.
    /// </summary>
    MiscabledHost,

    /// <summary>The links of all physical NICs behind the vMotion port group are down.</summary>
    UplinksDown,

    /// <summary>The user may see that the host exists and may read nothing of it.</summary>
    Unreadable,
}
