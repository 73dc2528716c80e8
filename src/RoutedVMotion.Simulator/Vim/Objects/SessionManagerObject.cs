using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Who is logged in. Logging in itself needs the cookie and is done where that is known.</summary>
internal sealed class SessionManagerObject : ManagedObject
{
    private readonly SessionStore _sessions;

    public SessionManagerObject(SessionStore sessions)
        : base("SessionManager", "SessionManager") =>
        _sessions = sessions;

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "sessionList" => _sessions.All.Select(each => each.ToUserSession()).ToArray(),
        "currentSession" => session?.ToUserSession(),
        "defaultLocale" => "en",
        "messageLocaleList" or "supportedLocaleList" => new[] { "en" },
        _ => null,
    };

    public override object? Invoke(MethodCall call)
    {
        switch (call.Method.Name)
        {
            case "Logout":
                _sessions.End(call.Session!);
                return null;
            case "SessionIsActive":
                return _sessions.All.Any(session => session.Key == call.Argument<string>(0) && session.UserName == call.Argument<string>(1));
            default:
                return base.Invoke(call);
        }
    }
}
