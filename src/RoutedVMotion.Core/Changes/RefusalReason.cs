namespace RoutedVMotion.Core.Changes;

/// <summary>The reasons for which a host is not changed. Each is found before the first write to that host.</summary>
public enum RefusalReason
{
    /// <summary>The plan has no rack for it.</summary>
    HostInNoRack,

    /// <summary>Two racks of the plan claim it.</summary>
    HostInTwoRacks,

    /// <summary>vCenter does not reach it.</summary>
    HostDisconnected,

    /// <summary>Its adapters or their services could not be read.</summary>
    HostNotRead,

    /// <summary>It is older than ESXi 6.0.</summary>
    HostTooOld,

    /// <summary>It does not support several TCP/IP stacks.</summary>
    StacksUnsupported,

    /// <summary>It is older than ESXi 6.5, which brought the gateway override.</summary>
    OverrideUnsupported,

    /// <summary>vCenter manages the configuration of its cluster as a whole and would put a change back.</summary>
    ClusterManagedAsWhole,

    /// <summary>There is no address for it.</summary>
    NoAddress,

    /// <summary>Its vMotion adapter has its address from DHCP.</summary>
    AddressFromDhcp,

    /// <summary>None of the planned port groups is on its switches.</summary>
    PortGroupMissing,

    /// <summary>More than one of the planned port groups is on its switches.</summary>
    PortGroupAmbiguous,

    /// <summary>The port group is NSX's.</summary>
    PortGroupOfNsx,

    /// <summary>The port group tags with another VLAN than the rack's.</summary>
    VlanDiffers,

    /// <summary>The planned MTU exceeds that of the switch.</summary>
    MtuAboveSwitch,

    /// <summary>The adapter carries management or belongs to the system.</summary>
    AdapterProtected,

    /// <summary>Something of the host itself is in the way: an address or a port group that an adapter keeps.</summary>
    InTheWay,

    /// <summary>The account lacks a privilege.</summary>
    PrivilegeMissing,

    /// <summary>The distributed port group has no free port.</summary>
    NoFreePort,

    /// <summary>Somebody answers at the address that is to be used.</summary>
    AddressAnswers,

    /// <summary>A migration runs in its cluster, and did not end in time.</summary>
    MigrationRunning,

    /// <summary>Whether migrations run could not be read.</summary>
    MigrationsUnread,

    /// <summary>It is not in maintenance mode, and that was asked for.</summary>
    NotInMaintenanceMode,

    /// <summary>It has changed since the change was approved.</summary>
    ChangedSinceApproval,

    /// <summary>Too many hosts of its cluster have failed.</summary>
    FailureLimit,

    /// <summary>The time that -StopAt names is too near.</summary>
    OutOfTime,

    /// <summary>The run was stopped before its turn came.</summary>
    Stopped,

    /// <summary>DRS could not be held.</summary>
    DrsNotSuspended,

    /// <summary>The server cannot be asked any more.</summary>
    ServerLost,

    /// <summary>Somebody else has changed it since the run that is to be undone.</summary>
    ChangedBySomebodyElse,
}
