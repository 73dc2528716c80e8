namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Where a virtual machine is to go. We move what runs, never what is stored: of it only these two are sent.</summary>
internal sealed class VirtualMachineRelocateSpec : DynamicData
{
    /// <summary>Where it is not said, the pool stays; it has to be one of the host's cluster.</summary>
    public ManagedObjectReference? Pool { get; set; }

    public ManagedObjectReference? Host { get; set; }
}
