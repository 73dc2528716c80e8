using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>An object of the inventory: it has a name and a parent.</summary>
internal abstract class ManagedEntityObject : ManagedObject
{
    protected ManagedEntityObject(string typeName, string id, string name, ManagedReference? parent)
        : base(typeName, id)
    {
        Name = name;
        Parent = parent;
    }

    /// <summary>Its name as people know it.</summary>
    public string Name { get; }

    public ManagedReference? Parent { get; }

    /// <summary>The tasks on it, the latest last.</summary>
    public List<TaskObject> Tasks { get; } = new();

    /// <summary>Says that a task on it has come or changed.</summary>
    public virtual void OnTask()
    {
    }

    /// <summary>A container view can be made of it.</summary>
    public virtual bool IsContainer => false;

    /// <summary>green, yellow, red or gray.</summary>
    protected virtual string Status => "green";

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "name" => EncodeName(Name),
        "parent" => Parent,
        "recentTask" => Tasks.Select(task => task.Reference).ToArray(),
        "overallStatus" or "configStatus" => Status,
        // Read-only and system privileges belong to every role; -1 is Admin.
        "effectiveRole" => new object[] { -1 },
        "alarmActionsEnabled" => true,
        _ => null,
    };

    /// <summary>vCenter escapes what separates the parts of an inventory path.</summary>
    public static string EncodeName(string name) => name.Replace("%", "%25").Replace("/", "%2f").Replace("\\", "%5c");
}
