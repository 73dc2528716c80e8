namespace RoutedVMotion.Simulator;

/// <summary>
/// The named faults that can be sprinkled over a simulated fabric. A host gets at most one, and so do a rack's leaves and a pair
/// of racks. The last seven are faults of the network: no configuration shows them, only a ping does.
/// </summary>
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

    /// <summary>
    /// As <see cref="DefaultStackOnly"/>, and the adapter carries vSAN, too: it must stay when vMotion moves to its own stack.
    /// </summary>
    VsanOnVMotionAdapter,

    /// <summary>
    /// As <see cref="DefaultStackOnly"/>, and an NFS server lies in the adapter's subnet: nothing but the subnet says so.
    /// </summary>
    NfsOnVMotionAdapter,

    /// <summary>As <see cref="DefaultStackOnly"/>, and the software iSCSI adapter is bound to the adapter.</summary>
    IscsiOnVMotionAdapter,

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

    /// <summary>
    /// The leaves of a rack have shut the interface of the vMotion VLAN: no host there sees its gateway, and each still sees the
    /// others of the rack.
    /// </summary>
    SviDown,

    /// <summary>The leaf ports of a host do not carry the vMotion VLAN: it is alone on it.</summary>
    VlanNotTrunked,

    /// <summary>The links between a rack's leaves and the spines carry 1500 bytes where the fabric carries 9000.</summary>
    FabricMtu1500,

    /// <summary>
    /// A spine drops all that goes between two racks, and the leaves do not know: pairs of hosts whose traffic takes another
    /// spine, there and back, are well. Needs two racks.
    /// </summary>
    SpineBlackhole,

    /// <summary>The gateway of a rack does not answer pings. It routes: nothing is wrong.</summary>
    GatewayIgnoresIcmp,

    /// <summary>Traffic between two racks takes a detour that adds 24 ms to the round trip. Needs two racks.</summary>
    SlowPath,

    /// <summary>A host does not answer pings; its own pings are answered, and it answers ARP.</summary>
    SilentHost,
}
