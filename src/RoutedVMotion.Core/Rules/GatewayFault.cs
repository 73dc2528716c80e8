namespace RoutedVMotion.Core.Rules;

/// <summary>
/// What is wrong with the gateway of a vMotion adapter, in one family. One cause, one word: where several would hold, the one
/// that an engineer would act on is named, and what merely follows from a wrong address is left to the rules of addresses.
/// </summary>
public enum GatewayFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is none, or static routes that leave out a rack, though there are other racks.</summary>
    Missing,

    /// <summary>It is the address of a vmkernel adapter, of this host or of another.</summary>
    HostAddress,

    /// <summary>It is the network or the broadcast address of the adapter's subnet.</summary>
    NetworkOrBroadcast,

    /// <summary>It is another rack's.</summary>
    OfAnotherRack,

    /// <summary>It lies in no subnet of the adapter.</summary>
    OutsideSubnet,

    /// <summary>It lies in the subnet of another vMotion adapter of the stack, which serves only that one.</summary>
    OfOtherAdapter,

    /// <summary>It could be one, but it is not the rack's.</summary>
    DiffersFromRack,
}
