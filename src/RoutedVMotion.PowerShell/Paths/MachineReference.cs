using System;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>A virtual machine, or several, as a user refers to them: by name or pattern, by a row of paths, by an object of PowerCLI's.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The managed object id, where the object bears it.</param>
/// <param name="Server">The server that the object comes from; null for any.</param>
internal sealed record MachineReference(NamePattern Name, string? Id = null, string? Server = null)
{
    private const string IdPrefix = "VirtualMachine-";

    /// <summary>Not finding it is an error.</summary>
    internal bool IsExact => Id is not null || Name.IsExact;

    /// <summary>Reads a name or an object by its shape; null where it is no virtual machine and names none.</summary>
    internal static MachineReference? Read(object? value)
    {
        switch (Shape.Unwrap(value))
        {
            case null or string { Length: 0 }:
                return null;
            case string name:
                return new MachineReference(new NamePattern(name));
            case VMotionPath row:
                return row.FindMachine() is VirtualMachine ofRow ? Of(ofRow) : null;
            case object machine when IsMachine(machine) && Shape.GetString(machine, "Name") is string name:
                return new MachineReference(new NamePattern(name), Shape.GetString(machine, "Id")!.Substring(IdPrefix.Length), HostReference.ServerOf(machine));
            // A host or a cluster has a name as well.
            case object other when Shape.Get(other, "Id") is null && Shape.GetString(other, "Name") is string name:
                return new MachineReference(new NamePattern(name));
            default:
                return null;
        }
    }

    /// <summary>The very machine.</summary>
    internal static MachineReference Of(VirtualMachine machine) => new(new NamePattern(machine.Name), machine.Id, machine.Server);

    /// <summary>It is a virtual machine of PowerCLI's.</summary>
    internal static bool IsMachine(object value) => Shape.GetString(value, "Id")?.StartsWith(IdPrefix, StringComparison.Ordinal) == true;

    /// <summary>It means this one.</summary>
    internal bool Matches(VirtualMachine machine)
    {
        if (Server is not null && !string.Equals(Server, machine.Server, StringComparison.OrdinalIgnoreCase)) return false;
        // An id is only unique within its server.
        return Id is null ? Name.Matches(machine.Name) : Id == machine.Id && (Server is not null || Name.Matches(machine.Name));
    }

    /// <summary>It means this one and no other: no pattern, and where there is an id, both. What is moved has to be what was looked at.</summary>
    internal bool IsExactly(VirtualMachine machine) =>
        string.Equals(Name.Text, machine.Name, StringComparison.OrdinalIgnoreCase) && (Id is null || Id == machine.Id);

    /// <summary>It may be on this server: nothing says otherwise.</summary>
    internal bool IsOn(ServerTarget server, RunspaceConnections connections, SessionState state) =>
        Server is null || IsSame(Server, server.Name)
        // PowerCLI may know the server by another name than we do.
        || ServerResolver.Resolve(Server, connections, state, out _).Any(target => IsSame(target.Name, server.Name));

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
