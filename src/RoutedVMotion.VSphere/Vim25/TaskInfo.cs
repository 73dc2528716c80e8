namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a task does and how far it is.</summary>
internal sealed class TaskInfo : DynamicData
{
    /// <summary>For example VirtualMachine.migrate.</summary>
    public string? DescriptionId { get; set; }

    public ManagedObjectReference? Entity { get; set; }

    public string? EntityName { get; set; }

    /// <summary>Queued, running, success or error.</summary>
    public string? State { get; set; }

    public LocalizedMethodFault? Error { get; set; }
}
