using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Paths;

/// <summary>A virtual machine that could go to another host and back, and what the server says to that.</summary>
public sealed class CanaryTrip
{
    internal CanaryTrip(VirtualMachine machine, EsxHost home, EsxHost destination)
    {
        Machine = machine;
        Home = home;
        Destination = destination;
    }

    /// <summary>The virtual machine.</summary>
    public VirtualMachine Machine { get; }

    /// <summary>The host that it is on, and belongs to.</summary>
    public EsxHost Home { get; }

    /// <summary>The host that it is to go to.</summary>
    public EsxHost Destination { get; }

    /// <summary>Why it cannot go, a sentence each; empty where it can.</summary>
    public IReadOnlyList<string> Problems { get; internal set; } = Array.Empty<string>();

    /// <summary>What the server warns of, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; internal set; } = Array.Empty<string>();

    /// <summary>The name of the host that the machine was on when it was looked at; null for one on none.</summary>
    public string? VMHost { get; internal set; }

    /// <summary>What the machine loses by going there and does not have back at home, as a sentence; null where it loses nothing.</summary>
    public string? Loss { get; internal set; }

    /// <summary>The pool that it is in; null where that cannot be read.</summary>
    internal ManagedObjectReference? HomePool { get; set; }

    /// <summary>The pool that it has to be put into there; null where it can stay in its own.</summary>
    internal ManagedObjectReference? DestinationPool { get; set; }
}
