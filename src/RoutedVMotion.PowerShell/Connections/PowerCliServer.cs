using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>A connection of PowerCLI's (VIServer), known by its shape: <c>ServiceUri</c>, <c>SessionSecret</c>, <c>IsConnected</c>.</summary>
internal sealed class PowerCliServer
{
    private PowerCliServer(string name, Uri serviceUri, string sessionSecret, bool isConnected)
    {
        Name = name;
        ServiceUri = serviceUri;
        SessionSecret = sessionSecret;
        IsConnected = isConnected;
    }

    /// <summary>PowerCLI's name for it, as its user typed it.</summary>
    internal string Name { get; }

    /// <summary>PowerCLI holds the connection for alive.</summary>
    internal bool IsConnected { get; }

    /// <summary>Tells sessions apart; never shown.</summary>
    internal string SessionSecret { get; }

    /// <summary>The name that we give it: rows bear it, and bind back by it.</summary>
    internal string Server => GetSettings().ToString();

    private Uri ServiceUri { get; }

    /// <summary>Reads the shape; false for any other object.</summary>
    internal static bool TryRead(object? value, out PowerCliServer? server)
    {
        server = null;
        if (value is null or string) return false;
        if (Shape.GetString(value, "SessionSecret") is not string secret || Shape.Get(value, "ServiceUri") is not object uri) return false;
        if (uri as Uri is not Uri serviceUri && !Uri.TryCreate(uri.ToString(), UriKind.Absolute, out serviceUri!)) return false;
        if (!serviceUri.IsAbsoluteUri || serviceUri.Host.Length == 0) return false;

        // A VIServer of an old PowerCLI always says whether it is connected; what does not say so is taken at its word.
        bool isConnected = Shape.Get(value, "IsConnected") is not object connected || LanguagePrimitives.IsTrue(connected);
        server = new PowerCliServer(Shape.GetString(value, "Name") ?? serviceUri.Host, serviceUri, secret, isConnected);
        return true;
    }

    /// <summary>The connected ones of <c>$global:DefaultVIServers</c>; empty without PowerCLI.</summary>
    internal static IReadOnlyList<PowerCliServer> GetDefaults(SessionState state)
    {
        var servers = new List<PowerCliServer>();
        object? value = Shape.Unwrap(state.PSVariable.GetValue("global:DefaultVIServers"));
        IEnumerable candidates = value is null ? Array.Empty<object>() : LanguagePrimitives.GetEnumerable(value) ?? new[] { value };
        foreach (object? candidate in candidates)
        {
            if (TryRead(candidate, out PowerCliServer? server) && server!.IsConnected) servers.Add(server);
        }

        return servers;
    }

    /// <summary>How it is reached. PowerCLI's decision on the certificate is not inherited: it cannot be asked what it was.</summary>
    internal ConnectionSettings GetSettings() => new()
    {
        Server = ServiceUri.Host.Trim('[', ']'),
        Port = ServiceUri.Port,
        PlainHttp = ServiceUri.Scheme == Uri.UriSchemeHttp,
    };
}
