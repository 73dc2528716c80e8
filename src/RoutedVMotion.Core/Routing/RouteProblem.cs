namespace RoutedVMotion.Core.Routing;

/// <summary>Why vMotion traffic does not leave its subnet as it should. The names are what a user reads and filters by.</summary>
public enum RouteProblem
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>No vmkernel adapter carries vMotion.</summary>
    NoVMotionAdapter,

    /// <summary>The adapter has no address of a family that is routed.</summary>
    NoAddress,

    /// <summary>Neither an override nor a default gateway nor a static route leads out of the subnet.</summary>
    NoGateway,

    /// <summary>There is no default gateway; static routes lead to some destinations only.</summary>
    OnlyStaticRoutes,

    /// <summary>The gateway lies in no subnet of any adapter of its stack, so that nothing can reach it.</summary>
    GatewayOutsideSubnet,

    /// <summary>The gateway is an address of the host itself.</summary>
    GatewayIsOwnAddress,

    /// <summary>The gateway lies in the management adapter's subnet: traffic would leave by that one.</summary>
    LeavesByManagement,

    /// <summary>The gateway lies in the subnet of another adapter of the stack: traffic would leave by that one.</summary>
    LeavesByOtherAdapter,

    /// <summary>vMotion is selected, but an adapter on the vmotion stack has put this one out of service.</summary>
    DeadAdapter,

    /// <summary>The host is disconnected; what is known of it is old.</summary>
    Disconnected,

    /// <summary>The host does not respond; what is known of it is old.</summary>
    NotResponding,

    /// <summary>The adapters could not be read.</summary>
    NotRead,
}
