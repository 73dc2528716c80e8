using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A host's N-VDS.</summary>
internal sealed class OpaqueSwitch
{
    public OpaqueSwitch(string key, string name, params PhysicalNic[] uplinks)
    {
        Key = key;
        Name = name;
        Uplinks = uplinks.ToList();
    }

    public string Key { get; }

    public string Name { get; }

    public List<PhysicalNic> Uplinks { get; }

    public List<OpaqueNetwork> Networks { get; } = new();
}
