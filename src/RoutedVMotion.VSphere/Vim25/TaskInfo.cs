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

    /// <summary>What came of it, for tasks that give something.</summary>
    public object? Result { get; set; }

    /// <summary>In percent.</summary>
    public int? Progress { get; set; }

    /// <summary>When it began to run (ISO 8601); absent while it waits.</summary>
    public string? StartTime { get; set; }

    /// <summary>When it ended (ISO 8601).</summary>
    public string? CompleteTime { get; set; }
}
