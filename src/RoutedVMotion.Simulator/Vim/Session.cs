using System;
using System.Collections.Generic;

using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>A session that is logged in, with the views and page tokens that die with it.</summary>
internal sealed class Session
{
    public Session(string userName, string clientAddress, string userAgent, DateTime now)
    {
        Key = Guid.NewGuid().ToString("D");
        UserName = userName;
        ClientAddress = clientAddress;
        UserAgent = userAgent;
        LoginTime = now;
        LastActiveTime = now;
    }

    /// <summary>The session's key, which is not its cookie.</summary>
    public string Key { get; }

    public string UserName { get; }

    public string ClientAddress { get; }

    public string UserAgent { get; }

    public DateTime LoginTime { get; }

    public DateTime LastActiveTime { get; set; }

    public long CallCount { get; set; }

    public Dictionary<string, ContainerViewObject> Views { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, RetrievalPage> Pages { get; } = new(StringComparer.Ordinal);

    public DataObject ToUserSession() => new("UserSession")
    {
        ["key"] = Key,
        ["userName"] = UserName,
        ["fullName"] = UserName,
        ["loginTime"] = LoginTime,
        ["lastActiveTime"] = LastActiveTime,
        ["locale"] = "en",
        ["messageLocale"] = "en",
        ["extensionSession"] = false,
        ["ipAddress"] = ClientAddress,
        ["userAgent"] = UserAgent,
        ["callCount"] = CallCount,
    };
}
