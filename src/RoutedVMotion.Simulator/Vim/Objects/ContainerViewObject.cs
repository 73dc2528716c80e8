using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A view of what lies below a container of the inventory; it belongs to the session that made it.</summary>
internal sealed class ContainerViewObject : ManagedObject
{
    private readonly ManagedObject _container;
    private readonly IReadOnlyList<string> _types;
    private readonly bool _isRecursive;

    public ContainerViewObject(string id, ManagedObject container, IReadOnlyList<string> types, bool isRecursive)
        : base("ContainerView", id)
    {
        _container = container;
        _types = types;
        _isRecursive = isRecursive;
    }

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "container" => _container.Reference,
        "type" => _types,
        "recursive" => _isRecursive,
        "view" => Members().Select(member => member.Reference).ToArray(),
        _ => null,
    };

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "DestroyView") return base.Invoke(call);
        call.Session!.Views.Remove(Reference.Id);
        return null;
    }

    private List<ManagedObject> Members()
    {
        var members = new List<ManagedObject>();
        var seen = new HashSet<ManagedObject>();
        // Breadth first; an object that is reached twice (a machine by folder and by pool) is there once.
        var queue = new Queue<ManagedObject>();
        queue.Enqueue(_container);
        while (queue.Count > 0)
        {
            ManagedObject parent = queue.Dequeue();
            foreach (ManagedObject child in parent.Children)
            {
                if (!seen.Add(child)) continue;
                if (_types.Count == 0 || _types.Any(child.Type.Is)) members.Add(child);
                if (_isRecursive) queue.Enqueue(child);
            }
        }

        return members;
    }
}
