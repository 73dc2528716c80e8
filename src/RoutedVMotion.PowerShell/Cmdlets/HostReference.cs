using System;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>A host, or several, as a user refers to them: by name or pattern, by one of our rows, by an object of PowerCLI's.</summary>
/// <param name="Name">The name; null for all hosts of the server.</param>
/// <param name="Id">The managed object id, where the object bears it.</param>
/// <param name="Server">The server that the object comes from; null for any.</param>
/// <param name="MustBeConnected">It is an error where that server is not connected; else it is only a hint.</param>
internal sealed record HostReference(NamePattern? Name, string? Id, string? Server, bool MustBeConnected)
{
    private const string IdPrefix = "HostSystem-";

    /// <summary>Reads a name or an object by its shape; null where it is no host and names none.</summary>
    internal static HostReference? Read(object? value)
    {
        switch (Shape.Unwrap(value))
        {
            case null or string { Length: 0 }:
                return null;
            case string name:
                return new HostReference(new NamePattern(name), null, null, false);
            case object row when Shape.Get(row, "VMHost") is string name and not "":
                return new HostReference(new NamePattern(name), Shape.GetString(row, "VMHostId"), Shape.GetString(row, "Server"), true);
            case object owner when Shape.Get(owner, "VMHost") is object host and not string:
                // PowerCLI's virtual machines and adapters have their host as an object.
                return ReadHost(host);
            case object host:
                return ReadHost(host);
        }
    }

    /// <summary>It means this host of this server.</summary>
    internal bool Matches(string server, string hostName, string hostId)
    {
        if (Server is not null && !string.Equals(Server, server, StringComparison.OrdinalIgnoreCase)) return false;
        // An id is only unique within its server.
        return Name is null || Name.Matches(hostName) || (Id is not null && Server is not null && Id == hostId);
    }

    /// <summary>The server that an object of PowerCLI's comes from; null where it does not say.</summary>
    internal static string? ServerOf(object value)
    {
        // "/VIServer=vsphere.local\administrator@vc01.example.com:443/VMHost=HostSystem-host-14/"
        const string Begin = "/VIServer=";
        string? uid = Shape.GetString(value, "Uid");
        int end = uid?.IndexOf('/', 1) ?? -1;
        if (end < 0 || !uid!.StartsWith(Begin, StringComparison.Ordinal)) return null;
        string server = uid.Substring(Begin.Length, end - Begin.Length);
        server = server.Substring(server.LastIndexOf('@') + 1);
        return server.EndsWith(":443", StringComparison.Ordinal) ? server.Substring(0, server.Length - 4) : server;
    }

    private static HostReference? ReadHost(object host)
    {
        if (Shape.GetString(host, "Name") is not string name) return null;
        string? id = Shape.GetString(host, "Id");
        // A cluster, a virtual machine or a folder has a name as well.
        bool isHostId = id?.StartsWith(IdPrefix, StringComparison.Ordinal) == true;
        if (id is not null && !isHostId && Shape.Get(host, "Uid") is not null) return null;
        return new HostReference(
            new NamePattern(name),
            isHostId ? id!.Substring(IdPrefix.Length) : null,
            ServerOf(host),
            false);
    }
}
