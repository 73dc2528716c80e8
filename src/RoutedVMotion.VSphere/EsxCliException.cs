namespace RoutedVMotion.VSphere;

/// <summary>An esxcli command failed on the host; vCenter had passed it on.</summary>
public sealed class EsxCliException : VSphereException
{
    internal EsxCliException(string server, string hostId, string command, string error)
        : base(server, $"'esxcli {command}' failed on host {hostId}: {error}", null)
    {
        HostId = hostId;
        Command = command;
        Error = error;
    }

    /// <summary>The host's managed object id.</summary>
    public string HostId { get; }

    /// <summary>The command, for example "network ip neighbor list".</summary>
    public string Command { get; }

    /// <summary>What esxcli said.</summary>
    public string Error { get; }
}
