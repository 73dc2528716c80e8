using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// Cookies and the sessions behind them. A cookie is given out with the first attempt to log in, whether or not that succeeds
/// (facts B1), and without a session it is worth nothing. A session ends after half an hour without a call.
/// </summary>
internal sealed class SessionStore
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, Session?> _byCookie = new(StringComparer.Ordinal);

    public IEnumerable<Session> All => _byCookie.Values.OfType<Session>();

    /// <summary>The session of this cookie; null if it has none (any more).</summary>
    public Session? Find(string? cookie, DateTime now)
    {
        if (cookie is null || !_byCookie.TryGetValue(cookie, out Session? session) || session is null) return null;
        if (now - session.LastActiveTime > IdleTimeout)
        {
            _byCookie[cookie] = null;
            return null;
        }

        session.LastActiveTime = now;
        session.CallCount++;
        return session;
    }

    /// <summary>The cookie that an attempt to log in goes by: the client's, if we gave it out, else a new one.</summary>
    public string TakeCookie(string? cookie)
    {
        if (cookie is not null && _byCookie.ContainsKey(cookie)) return cookie;
        byte[] random = new byte[20];
        using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
        string made = string.Concat(random.Select(octet => octet.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        _byCookie.Add(made, null);
        return made;
    }

    public void Bind(string cookie, Session session) => _byCookie[cookie] = session;

    public void End(Session session)
    {
        foreach (string cookie in _byCookie.Where(pair => pair.Value == session).Select(pair => pair.Key).ToArray())
            _byCookie[cookie] = null;
    }

    public void EndAll()
    {
        foreach (string cookie in _byCookie.Keys.ToArray()) _byCookie[cookie] = null;
    }
}
