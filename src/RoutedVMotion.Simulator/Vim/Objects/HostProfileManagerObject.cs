using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>The host profiles.</summary>
internal sealed class HostProfileManagerObject : ManagedObject
{
    public HostProfileManagerObject()
        : base("HostProfileManager", "HostProfileManager")
    {
    }

    public List<HostProfileObject> Profiles { get; } = new();

    public override object? GetProperty(string name, Session? session) =>
        name == "profile" ? Profiles.Select(profile => profile.Reference).ToArray() : null;
}
