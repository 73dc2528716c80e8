namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Migrates a virtual machine; gives a task. MigrateVM_Task is deprecated for it since vSphere 6.5.</summary>
internal sealed class RelocateVM_Task : Request<ManagedObjectReference>
{
    public VirtualMachineRelocateSpec? Spec { get; set; }
}
