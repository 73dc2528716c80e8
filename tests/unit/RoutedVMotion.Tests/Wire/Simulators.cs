using System;
using System.Security;
using System.Threading.Tasks;

using RoutedVMotion.Simulator;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Our client against our simulator, over the wire.</summary>
internal static class Simulators
{
    public static async Task<VSphereSession> LoginAsync(VCenterSimulator simulator, TimeSpan? timeout = null)
    {
        var settings = new ConnectionSettings { Server = simulator.Url.Host, Port = simulator.Url.Port, PlainHttp = true };
        if (timeout is TimeSpan patience) settings = settings with { Timeout = patience };
        using var password = new SecureString();
        foreach (char c in simulator.Password) password.AppendChar(c);
        return await VSphereSession.LoginAsync(settings, simulator.UserName, password, TestContext.Current.CancellationToken);
    }
}
