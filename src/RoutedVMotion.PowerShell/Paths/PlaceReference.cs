using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>An end of paths as a user refers to it: by name or pattern, by one of our rows, by an object of PowerCLI's.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name or pattern.</param>
/// <param name="Host">The host, where it is one by an object.</param>
/// <param name="Machine">The virtual machine, where it is one.</param>
/// <param name="Hosts">The hosts, where it is the end of a row: by server and id, since they are read anew.</param>
internal sealed record PlaceReference(
    PlaceKind Kind, NamePattern Name, HostReference? Host = null, MachineReference? Machine = null, IReadOnlyList<(string Server, string Id)>? Hosts = null)
{
    /// <summary>One end of a row that is looked at more closely.</summary>
    internal static PlaceReference Of(VMotionPath row, PathSide side)
    {
        if (side == PathSide.Source && row.FindMachine() is VirtualMachine machine) return Of(MachineReference.Of(machine));
        bool isHost = (side == PathSide.Source ? row.SourceVMHost : row.DestinationVMHost) is not null;
        return new PlaceReference(
            isHost ? PlaceKind.VMHost : PlaceKind.Row,
            new NamePattern(side == PathSide.Source ? row.Source : row.Destination),
            Hosts: row.HostsOf(side).Select(host => (host.Host.Server, host.Host.Id)).ToArray());
    }

    /// <summary>Reads a name or an object by its shape; null where it is nothing of the sort.</summary>
    internal static PlaceReference? Read(object? value)
    {
        switch (Shape.Unwrap(value))
        {
            case null or string { Length: 0 } or VMotionPlan:
                return null;
            case string name:
                return new PlaceReference(PlaceKind.Any, new NamePattern(name));
            case VMotionPlanRack rack:
                return new PlaceReference(PlaceKind.Rack, new NamePattern(rack.Name));
            case VMotionPath path:
                return Of(path, PathSide.Source);
            case object machine when MachineReference.IsMachine(machine):
                // It names its host as well; that is not what was meant.
                return MachineReference.Read(machine) is MachineReference reference ? Of(reference) : null;
            case object cluster when Shape.GetString(cluster, "Id")?.StartsWith("ClusterComputeResource-", StringComparison.Ordinal) == true
                && Shape.GetString(cluster, "Name") is string clusterName:
                return new PlaceReference(PlaceKind.Cluster, new NamePattern(clusterName));
            case object other:
                return HostReference.Read(other) is { Name: NamePattern pattern } host ? new PlaceReference(PlaceKind.VMHost, pattern, host) : null;
        }
    }

    private static PlaceReference Of(MachineReference machine) => new(PlaceKind.VM, machine.Name, Machine: machine);
}
