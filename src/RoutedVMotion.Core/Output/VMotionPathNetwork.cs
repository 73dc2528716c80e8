using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Output;

/// <summary>A network of virtual machines at the source of a path, and whether it is there at its destination.</summary>
public sealed class VMotionPathNetwork
{
    private readonly NetworkUse _use;

    internal VMotionPathNetwork(NetworkUse use)
    {
        _use = use;
        Network = use.Path.Network.Name;
        Reaches = use.Path.By is not null;
        By = use.Path.By;
        Rule = use.Path.Rule?.Name;
        Found = use.Path.Text;
        VMs = use.Machines.Count;
    }

    /// <summary>The network.</summary>
    public string Network { get; }

    /// <summary>Its VLAN at the source: "120", "trunk 0-4094", "overlay 69632", "?".</summary>
    public string Vlan => _use.Path.Vlan.ToString();

    /// <summary>The inventory or the plan says that it reaches the destination.</summary>
    public bool Reaches { get; }

    /// <summary>By what: SameLeaves, Overlay, Stretched, GuestRouting or Nat; null where it is not known to.</summary>
    public string? By { get; }

    /// <summary>The rule that says why it does not; null where it does.</summary>
    public string? Rule { get; }

    /// <summary>
    /// What is there, where it is not known to reach the destination; where it does, on how many hosts if not on all, and whether the
    /// migration has to choose another port group of the same name; else null.
    /// </summary>
    public string? Found { get; }

    /// <summary>How many virtual machines are on it and could go there.</summary>
    public int VMs { get; }

    /// <summary>Their names, the first of many.</summary>
    public string VM => Words.List(_use.Machines.Select(machine => machine.Name).OrderBy(name => name, System.StringComparer.Ordinal));

    /// <summary>For example "app-12 by Stretched", "app-12: VMNetworkEndsAtRack".</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Reaches ? "{0} by {1}" : "{0}: {2}", Network, By, Rule);
}
