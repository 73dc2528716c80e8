using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A host profile: its name and the hosts that it is attached to. What it says of them is nobody's business here.</summary>
internal sealed class HostProfileObject : ManagedObject
{
    private readonly HostProfile _profile;
    private readonly References _references;

    public HostProfileObject(string id, HostProfile profile, References references)
        : base("HostProfile", id)
    {
        _profile = profile;
        _references = references;
    }

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "name" => _profile.Name,
        "createdTime" or "modifiedTime" => HostRenderer.Boot,
        "entity" => _profile.Hosts.Select(host => _references[host]).ToArray(),
        "complianceStatus" => "compliant",
        _ => null,
    };
}
