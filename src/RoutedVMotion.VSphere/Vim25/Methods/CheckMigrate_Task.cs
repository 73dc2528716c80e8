namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Whether a virtual machine can migrate; gives a task with <see cref="CheckResult"/>s, and moves nothing.</summary>
internal sealed class CheckMigrate_Task : Request<ManagedObjectReference>
{
    public ManagedObjectReference? Vm { get; set; }

    public ManagedObjectReference? Host { get; set; }

    /// <summary>Where it is not said, the pool stays.</summary>
    public ManagedObjectReference? Pool { get; set; }

    /// <summary>The power state that it has to have: poweredOn.</summary>
    public string? State { get; set; }
}
