using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Simulation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>
/// A connection to a vCenter or an ESXi host, or a snapshot of one, as a row. The session behind it is nothing that PowerShell
/// sees; the object works in any runspace.
/// </summary>
public sealed class VMotionServer
{
    internal VMotionServer(VSphereSession session, VMotionSimulator? simulator)
    {
        Session = session;
        Name = session.Settings.ToString();
        Port = session.Settings.Port;
        Kind = simulator is not null ? "Simulator" : session.About.ApiType == "HostAgent" ? "ESXi" : "vCenter";
        Product = session.About.FullName ?? session.About.Name;
        Version = session.About.Version;
        Build = session.About.Build;
        ApiVersion = session.ApiVersion;
        InstanceUuid = session.About.InstanceUuid;
        User = session.UserName;
        Borrowed = session.IsBorrowed;
        Thumbprint = session.Settings.Thumbprint;
        CertificateCheckSkipped = session.Settings.SkipCertificateCheck && session.Settings.Thumbprint is null;
        SimulatorName = simulator?.Name;
        TwinOf = simulator?.TwinOf;
    }

    internal VMotionServer(SnapshotServer snapshot, bool redacted, string path)
    {
        Snapshot = snapshot;
        Name = snapshot.Identity.Name;
        Kind = "Snapshot";
        Product = snapshot.Identity.Product;
        Version = snapshot.Identity.Version;
        Build = snapshot.Identity.Build;
        ApiVersion = snapshot.Identity.ApiVersion;
        InstanceUuid = snapshot.Identity.InstanceUuid;
        Taken = snapshot.Identity.Taken.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Redacted = redacted;
        Path = path;
    }

    /// <summary>The name that it was connected by, with the port where that is not 443; rows bear it as Server.</summary>
    public string Name { get; }

    /// <summary>The TCP port; 0 for a snapshot.</summary>
    public int Port { get; }

    /// <summary>vCenter, ESXi, Simulator or Snapshot.</summary>
    public string Kind { get; }

    /// <summary>What the server calls itself, with version and build.</summary>
    public string? Product { get; }

    /// <summary>The product's version.</summary>
    public string? Version { get; }

    /// <summary>The product's build.</summary>
    public string? Build { get; }

    /// <summary>The API version that was agreed on.</summary>
    public string? ApiVersion { get; }

    /// <summary>Identifies a vCenter, whatever name it is reached by.</summary>
    public string? InstanceUuid { get; }

    /// <summary>The user, as the server writes the name; null for a snapshot.</summary>
    public string? User { get; }

    /// <summary>False once it was disconnected, or the server has ended the session for good; and for a snapshot.</summary>
    public bool IsConnected => Session is { IsConnected: true };

    /// <summary>The session is PowerCLI's: it is used, never renewed and never logged out.</summary>
    public bool Borrowed { get; }

    /// <summary>The SHA-256 thumbprint that the connection was pinned to; null where the certificate was checked as usual.</summary>
    public string? Thumbprint { get; }

    /// <summary>The connection was told to accept any certificate.</summary>
    public bool CertificateCheckSkipped { get; }

    /// <summary>Of a snapshot, when the server was read: ISO 8601, UTC; else null.</summary>
    public string? Taken { get; }

    /// <summary>Of a snapshot, that names and addresses are not the real ones.</summary>
    public bool Redacted { get; }

    /// <summary>Of a snapshot, the file that it was read from; else null.</summary>
    public string? Path { get; }

    /// <summary>The session; null for a snapshot.</summary>
    internal VSphereSession? Session { get; }

    /// <summary>What the snapshot has of the server; null for a connection.</summary>
    internal SnapshotServer? Snapshot { get; }

    /// <summary>There is something to read by it.</summary>
    internal bool CanBeAsked => IsConnected || Snapshot is not null;

    /// <summary>What a user would type to connect again.</summary>
    internal string Address => Session?.Settings.PlainHttp == true ? "http://" + Name : Name;

    /// <summary>The simulator of this process that it leads to.</summary>
    internal string? SimulatorName { get; }

    /// <summary>Of a simulator that is a twin, the name of the server that it is a twin of.</summary>
    internal string? TwinOf { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static async Task<VMotionServer> ConnectAsync(
        ConnectionSettings settings, PSCredential credential, VMotionSimulator? simulator, CancellationToken cancel) =>
        new(await VSphereSession.LoginAsync(settings, credential.UserName, credential.Password, cancel).ConfigureAwait(false), simulator);

    internal static async Task<VMotionServer> AdoptAsync(ConnectionSettings settings, string sessionSecret, CancellationToken cancel) =>
        new(await VSphereSession.AdoptAsync(settings, sessionSecret, cancel).ConfigureAwait(false), null);

    /// <summary>The pattern is the name, with or without its port, or matches it.</summary>
    internal bool Matches(NamePattern pattern) => pattern.Matches(Name) || pattern.Matches(Session?.Settings.Server);

    /// <summary>Ends the session, if it is ours (a borrowed one makes no call); false where the server did not hear of it.</summary>
    internal async Task<bool> CloseAsync(CancellationToken cancel)
    {
        // A snapshot has nothing to end.
        if (Session is null) return true;
        try
        {
            await Session.LogoutAsync(cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is VSphereException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Session.Dispose();
        }
    }
}
