namespace RoutedVMotion.Core.Changes;

/// <summary>The kinds of change that are ever made to a host. Nothing else is.</summary>
public enum ChangeKind
{
    /// <summary>A vmkernel adapter is made.</summary>
    AddAdapter,

    /// <summary>Addresses, MTU or gateway override of an adapter are changed; its stack and port group cannot be.</summary>
    UpdateAdapter,

    /// <summary>vMotion is selected for an adapter of the default stack.</summary>
    SelectVMotion,

    /// <summary>The gateways of the vmotion stack are set. Those of the default stack never are.</summary>
    SetGateway,

    /// <summary>vMotion is deselected on an adapter of the default stack: one that stays, or one that is about to go.</summary>
    DeselectVMotion,

    /// <summary>A vmkernel adapter is removed.</summary>
    RemoveAdapter,
}
