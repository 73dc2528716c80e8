namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Whether a virtual machine can go to a host: without an error it can.</summary>
internal sealed class CheckResult : DynamicData
{
    public ManagedObjectReference? Vm { get; set; }

    public ManagedObjectReference? Host { get; set; }

    public LocalizedMethodFault[]? Warning { get; set; }

    public LocalizedMethodFault[]? Error { get; set; }
}
