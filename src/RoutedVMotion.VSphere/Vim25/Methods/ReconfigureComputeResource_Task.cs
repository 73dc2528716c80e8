namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Changes a cluster; gives a task.</summary>
internal sealed class ReconfigureComputeResource_Task : Request<ManagedObjectReference>
{
    public ComputeResourceConfigSpec? Spec { get; set; }

    /// <summary>True: what the spec does not say stays.</summary>
    public bool? Modify { get; set; }
}
