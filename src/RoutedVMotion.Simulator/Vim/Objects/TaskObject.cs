using System;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A task. It stays readable after its end, as with vCenter for some minutes.</summary>
internal sealed class TaskObject : ManagedObject
{
    private readonly string _descriptionId;
    private readonly ManagedEntityObject _entity;
    private readonly string? _userName;
    private readonly DateTime _start;
    private DateTime? _end;
    private VimFault? _error;
    private object? _result;

    /// <param name="id">The managed object id.</param>
    /// <param name="descriptionId">What is done, for example VirtualMachine.migrate.</param>
    /// <param name="entity">What it hangs on.</param>
    /// <param name="userName">Who started it; null for vCenter itself.</param>
    /// <param name="now">The server's time.</param>
    public TaskObject(string id, string descriptionId, ManagedEntityObject entity, string? userName, DateTime now)
        : base("Task", id)
    {
        _descriptionId = descriptionId;
        _entity = entity;
        _userName = userName;
        _start = now;
        entity.Tasks.Add(this);
        entity.OnTask();
    }

    public bool IsRunning => _end is null;

    /// <summary>The method that started it, as vCenter names the task; null for what no method did.</summary>
    public string? Method { get; init; }

    /// <summary>When it will end by itself; null where that is not known.</summary>
    public DateTime? Due { get; set; }

    /// <summary>Ends it, well or with a fault.</summary>
    public void End(DateTime now, VimFault? error = null, object? result = null)
    {
        _end = now;
        _error = error;
        _result = result;
        _entity.OnTask();
    }

    public override object? GetProperty(string name, Session? session) => name != "info" ? null : new DataObject("TaskInfo")
    {
        ["key"] = Reference.Id,
        ["task"] = Reference,
        ["name"] = Method ?? _descriptionId.Substring(_descriptionId.LastIndexOf('.') + 1) + "_Task",
        ["descriptionId"] = _descriptionId,
        ["entity"] = _entity.Reference,
        ["entityName"] = ManagedEntityObject.EncodeName(_entity.Name),
        ["state"] = IsRunning ? "running" : _error is null ? "success" : "error",
        ["cancelled"] = false,
        ["cancelable"] = false,
        ["error"] = _error?.Localize(),
        ["result"] = _result,
        ["progress"] = IsRunning ? Progress : null,
        ["reason"] = _userName is null ? new DataObject("TaskReasonSystem") : new DataObject("TaskReasonUser") { ["userName"] = _userName },
        ["queueTime"] = _start,
        ["startTime"] = _start,
        ["completeTime"] = _end,
        ["eventChainId"] = 1,
    };

    private int Progress => Due is DateTime due && due > _start
        ? Math.Max(5, Math.Min(95, (int)(100 * (DateTime.UtcNow - _start).Ticks / (due - _start).Ticks)))
        : 10;
}
