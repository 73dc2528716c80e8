using System;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>One virtual machine as a user refers to it: by name, or by an object of PowerCLI's.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The id that the object bears, for example VirtualMachine-vm-55; null for a name.</param>
/// <param name="Server">The server that the object comes from; null for any.</param>
internal sealed record MachineReference(string Name, string? Id, string? Server)
{
    /// <summary>Reads a name or an object by its shape; null where it has no name.</summary>
    internal static MachineReference? Read(object? value) => Shape.Unwrap(value) switch
    {
        null or string { Length: 0 } => null,
        string name => new MachineReference(name, null, null),
        object machine when Shape.GetString(machine, "Name") is string name =>
            new MachineReference(name, Shape.GetString(machine, "Id"), HostReference.ServerOf(Shape.GetString(machine, "Uid"))),
        _ => null,
    };

    /// <summary>It means this machine. Where there is an id, a name that fits is another machine's: what is moved has to be the one that was looked at.</summary>
    internal bool Matches(string name, string id) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) && (Id is null || Id == "VirtualMachine-" + id);

    /// <summary>It may be on this server: nothing says otherwise.</summary>
    internal bool IsOn(ServerTarget server, RunspaceConnections connections, SessionState state) =>
        Server is null || IsSame(Server, server.Name)
        // PowerCLI may know the server by another name than we do.
        || ServerResolver.Resolve(Server, connections, state, out _).Any(target => IsSame(target.Name, server.Name));

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
