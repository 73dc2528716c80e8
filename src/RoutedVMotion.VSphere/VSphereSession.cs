using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere;

/// <summary>A session with a vCenter or an ESXi host. Thread-safe.</summary>
public sealed class VSphereSession : IDisposable
{
    internal VSphereSession(ConnectionSettings settings, AboutInfo about, string apiVersion, string userName, bool isBorrowed)
    {
        Settings = settings;
        About = about;
        ApiVersion = apiVersion;
        UserName = userName;
        IsBorrowed = isBorrowed;
    }

    /// <summary>How the server is reached.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>The server's name as the user connected to it; with the port it is unique.</summary>
    public string Name => Settings.Server;

    /// <summary>What the server says of itself.</summary>
    public AboutInfo About { get; }

    /// <summary>The API version that was agreed on.</summary>
    public string ApiVersion { get; }

    /// <summary>The user, as the server writes the name.</summary>
    public string UserName { get; }

    /// <summary>Somebody else's session (PowerCLI's): never logged out, never renewed.</summary>
    public bool IsBorrowed { get; }

    /// <summary>False after a logout, or once the server has said that the session is gone for good.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Hears one line for each call: method, bytes, milliseconds. Never a secret.</summary>
    public Action<string>? Trace { get; set; }

    /// <summary>Logs in.</summary>
    /// <exception cref="VSphereException">It failed, and the message says why.</exception>
    public static Task<VSphereSession> LoginAsync(ConnectionSettings settings, string userName, SecureString password, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Uses the session of somebody else, by its secret (the value of the session cookie; quotes do not matter).</summary>
    /// <exception cref="VSphereException">It failed, and the message says why.</exception>
    public static Task<VSphereSession> AdoptAsync(ConnectionSettings settings, string sessionSecret, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Ends the session: a best effort for one's own, and no call at all for a borrowed one.</summary>
    public Task LogoutAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Closes the connections without a call. The server ends a session that was not logged out after half an hour.</summary>
    public void Dispose() => IsConnected = false;
}
