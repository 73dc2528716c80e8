namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Whether virtual machines could run on hosts (CPU features and the like); gives a task with <see cref="CheckResult"/>s.</summary>
internal sealed class QueryVMotionCompatibilityEx_Task : Request<ManagedObjectReference>
{
    public ManagedObjectReference[]? Vm { get; set; }

    public ManagedObjectReference[]? Host { get; set; }
}
