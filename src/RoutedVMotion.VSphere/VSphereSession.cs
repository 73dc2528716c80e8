using System;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere;

/// <summary>
/// A session with a vCenter or an ESXi host. One's own is kept alive while nothing is asked, and renewed when the server has
/// ended it all the same. Thread-safe.
/// </summary>
public sealed class VSphereSession : IDisposable
{
    // vCenter ends a session that was idle for 30 minutes.
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromMinutes(10);

    private readonly SecureString? _password;
    private readonly SemaphoreSlim _renewal = new(1, 1);
    private readonly Timer? _keepAlive;
    private volatile bool _isConnected;
    private int _generation;
    private long _lastCall;

    private VSphereSession(ConnectionSettings settings, ISoapTransport transport, string userName, SecureString? password)
    {
        Settings = settings;
        UserName = userName;
        _password = password;
        Client = new SoapClient(new TracingTransport(transport, () => Trace), settings);
        if (password is not null)
        {
            // The timer must not be what keeps a forgotten session alive.
            var self = new WeakReference<VSphereSession>(this);
            _keepAlive = new Timer(_ => { if (self.TryGetTarget(out VSphereSession? session)) _ = session.KeepAliveAsync(); }, null, KeepAliveInterval, KeepAliveInterval);
        }
    }

    /// <summary>How the server is reached.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>The server's name as the user connected to it, with its port where that is not 443: what is read of it bears it.</summary>
    public string Name => Settings.ToString();

    /// <summary>What the server says of itself.</summary>
    public AboutInfo About => Content.About!;

    /// <summary>The API version that was agreed on.</summary>
    public string ApiVersion => Client.ApiVersion;

    /// <summary>The user, as the server writes the name.</summary>
    public string UserName { get; private set; }

    /// <summary>Somebody else's session (PowerCLI's): never logged out, never renewed.</summary>
    public bool IsBorrowed => _password is null;

    /// <summary>False after a logout, or once the server has said that the session is gone for good.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Hears one line for each call: method, bytes, milliseconds. Never a secret.</summary>
    public Action<string>? Trace { get; set; }

    /// <summary>
    /// What the calls are known by in the logs of vCenter and its hosts (operationID): a ticket, say. Anything but letters, digits
    /// and some signs is replaced, and what is too long is cut; null for a name of the connection's own.
    /// </summary>
    public string? Operation
    {
        get => Client.Operation;
        set => Client.Operation = value is null
            ? null
            : new string(value.Take(48).Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' ? c : '-').ToArray());
    }

    internal SoapClient Client { get; }

    /// <summary>Where the server's managers are.</summary>
    internal ServiceContent Content { get; private set; } = new();

    /// <summary>Goes up with each renewal: views and page tokens belong to one generation.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>Logs in.</summary>
    /// <exception cref="VSphereException">It failed, and the message says why.</exception>
    public static Task<VSphereSession> LoginAsync(ConnectionSettings settings, string userName, SecureString password, CancellationToken cancel) =>
        LoginAsync(settings, new HttpSoapTransport(settings), userName, password, cancel);

    /// <summary>Uses the session of somebody else, by its secret (the value of the session cookie; quotes do not matter).</summary>
    /// <exception cref="VSphereException">It failed, and the message says why.</exception>
    public static Task<VSphereSession> AdoptAsync(ConnectionSettings settings, string sessionSecret, CancellationToken cancel) =>
        AdoptAsync(settings, new HttpSoapTransport(settings), sessionSecret, cancel);

    /// <summary>Ends the session: a best effort for one's own, and no call at all for a borrowed one.</summary>
    public async Task LogoutAsync(CancellationToken cancel)
    {
        bool wasConnected = _isConnected;
        _isConnected = false;
        _keepAlive?.Dispose();
        if (IsBorrowed || !wasConnected) return;
        try
        {
            await Client.CallAsync(new Logout { This = Content.SessionManager }, cancel).ConfigureAwait(false);
        }
        catch (VSphereException)
        {
            // The server ends it by itself in half an hour.
        }
    }

    /// <summary>Closes the connections without a call. The server ends a session that was not logged out after half an hour.</summary>
    public void Dispose()
    {
        _isConnected = false;
        _keepAlive?.Dispose();
        Client.Dispose();
        _password?.Dispose();
    }

    internal static async Task<VSphereSession> LoginAsync(
        ConnectionSettings settings, ISoapTransport transport, string userName, SecureString password, CancellationToken cancel)
    {
        SecureString own = password.Copy();
        own.MakeReadOnly();
        var session = new VSphereSession(settings, transport, userName, own);
        try
        {
            await session.OpenAsync(cancel).ConfigureAwait(false);
            await session.LoginAsync(cancel).ConfigureAwait(false);
            session._isConnected = true;
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    internal static async Task<VSphereSession> AdoptAsync(
        ConnectionSettings settings, ISoapTransport transport, string sessionSecret, CancellationToken cancel)
    {
        var session = new VSphereSession(settings, transport, string.Empty, password: null);
        try
        {
            session.Client.Cookie = CookieOf(sessionSecret);
            await session.OpenAsync(cancel).ConfigureAwait(false);
            UserSession? current = await session.FindCurrentAsync(cancel).ConfigureAwait(false);
            if (current is null) throw Faults.ToException(session.Client.Server, "the borrowed session", Faults.NotAuthenticated, null, null);
            session.UserName = current.UserName ?? string.Empty;
            session._isConnected = true;
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Calls a method. An own session that has expired is renewed once: NotAuthenticated says that the method has not been
    /// carried out, so that any method can be repeated, except those that need a view or a token of the dead session; these use
    /// <see cref="Client"/>.
    /// </summary>
    internal async Task<TResult?> CallAsync<TResult>(Request<TResult> request, CancellationToken cancel)
    {
        int generation = Generation;
        try
        {
            return await CallOnceAsync(request, cancel).ConfigureAwait(false);
        }
        catch (VSphereFaultException fault) when (fault.FaultType == Faults.NotAuthenticated)
        {
            if (!await RenewAsync(generation, fault, cancel).ConfigureAwait(false)) throw;
            return await CallOnceAsync(request, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// To be called when the server says NotAuthenticated. True if there is a new session now. False if the old one lives: then
    /// the user just may not do this (some calls say NotAuthenticated where they mean NoPermission, facts B1), and logging in
    /// again would go on for ever. Throws <paramref name="cause"/> where the session is dead and borrowed, or cannot be renewed.
    /// </summary>
    internal async Task<bool> RenewAsync(int generation, VSphereFaultException cause, CancellationToken cancel)
    {
        await _renewal.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // Somebody else was faster.
            if (Generation != generation) return true;
            if (!_isConnected) throw cause;
            if (await FindCurrentAsync(cancel).ConfigureAwait(false) is not null) return false;
            if (IsBorrowed)
            {
                _isConnected = false;
                throw cause;
            }

            try
            {
                Client.Cookie = null;
                await LoginAsync(cancel).ConfigureAwait(false);
            }
            catch (VSphereFaultException)
            {
                _isConnected = false;
                throw;
            }

            Interlocked.Increment(ref _generation);
            return true;
        }
        finally
        {
            _renewal.Release();
        }
    }

    /// <summary>The session lives, according to the server.</summary>
    internal async Task<bool> IsAliveAsync(CancellationToken cancel) => await FindCurrentAsync(cancel).ConfigureAwait(false) is not null;

    /// <summary>Asks something cheap if nothing has been asked for a while.</summary>
    internal async Task KeepAliveAsync(bool evenIfBusy = false)
    {
        bool isIdle = DateTime.UtcNow.Ticks - Volatile.Read(ref _lastCall) > KeepAliveInterval.Ticks / 2;
        if (!_isConnected || !(isIdle || evenIfBusy)) return;
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await CallAsync(new CurrentTime { This = new ManagedObjectReference("ServiceInstance", "ServiceInstance") }, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is VSphereException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody is waiting for an answer. The next call will meet whatever is wrong, and say so.
        }
    }

    private static string CookieOf(string sessionSecret)
    {
        const string Name = "vmware_soap_session=";
        string secret = sessionSecret.Trim();
        if (secret.StartsWith(Name, StringComparison.Ordinal)) secret = secret.Substring(Name.Length);
        secret = secret.Trim('"');
        if (secret.Length == 0 || secret.Any(c => c is < '!' or > '~' or '"' or ';' or ','))
            throw new ArgumentException("The session secret is not one of vCenter's: it is empty, or has characters that no cookie has.", nameof(sessionSecret));
        return $"{Name}\"{secret}\"";
    }

    private Task<TResult?> CallOnceAsync<TResult>(Request<TResult> request, CancellationToken cancel)
    {
        if (!_isConnected) throw Faults.ToException(Client.Server, request.GetType().Name, Faults.NotAuthenticated, null, null);
        Volatile.Write(ref _lastCall, DateTime.UtcNow.Ticks);
        return Client.CallAsync(request, cancel);
    }

    // What can be asked without a session: the versions and the managers.
    private async Task OpenAsync(CancellationToken cancel)
    {
        string[] offered = (await Client.GetVersionsAsync(cancel).ConfigureAwait(false)).ToArray();
        Client.ApiVersion = ApiVersions.Negotiate(offered, about: null);
        ServiceContent? content = await Client.CallAsync(
            new RetrieveServiceContent { This = new ManagedObjectReference("ServiceInstance", "ServiceInstance") }, cancel).ConfigureAwait(false);
        if (content is not { About: not null, RootFolder: not null, PropertyCollector: not null, SessionManager: not null, ViewManager: not null })
        {
            throw new VSphereReplyException(
                Client.Server, ReplyProblem.NotVCenter, $"What answers at {Client.Server} is no vCenter and no ESXi host: it speaks SOAP but has no inventory.");
        }

        Content = content;
        Client.ApiVersion = ApiVersions.Negotiate(offered, content.About.ApiVersion);
    }

    private async Task LoginAsync(CancellationToken cancel)
    {
        UserSession? session = await Client.CallAsync(
            new Login { This = Content.SessionManager, UserName = UserName, Password = _password, Locale = "en_US" }, cancel).ConfigureAwait(false);
        UserName = session?.UserName is { Length: > 0 } name ? name : UserName;
    }

    /// <summary>The session as the server knows it; null where it is not logged in, or has ended.</summary>
    internal async Task<UserSession?> FindCurrentAsync(CancellationToken cancel)
    {
        const string Path = "currentSession";
        var request = new RetrievePropertiesEx
        {
            This = Content.PropertyCollector,
            SpecSet =
            [
                new PropertyFilterSpec
                {
                    PropSet = [new PropertySpec { Type = Content.SessionManager!.Type, PathSet = [Path] }],
                    ObjectSet = [new ObjectSpec { Obj = Content.SessionManager }],
                },
            ],
            Options = new RetrieveOptions(),
        };
        try
        {
            RetrieveResult? result = await Client.CallAsync(request, cancel).ConfigureAwait(false);
            return result?.Objects?.SelectMany(found => found.PropSet ?? []).Select(property => property.Val).OfType<UserSession>().FirstOrDefault();
        }
        catch (VSphereFaultException fault) when (fault.FaultType == Faults.NotAuthenticated)
        {
            return null;
        }
    }

    /// <summary>User and server; never a secret.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}@{1}", UserName, Settings);
}
