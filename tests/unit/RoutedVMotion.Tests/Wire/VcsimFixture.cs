using System;
using System.Threading.Tasks;

using RoutedVMotion.Tests.Peers;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>One vcsim of 300 hosts for all tests of a class.</summary>
public sealed class VcsimFixture : IAsyncLifetime
{
    private Vcsim? _vcsim;

    internal Vcsim Vcsim => _vcsim ?? throw new InvalidOperationException("vcsim has not been started.");

    internal ConnectionSettings Settings => new() { Server = Vcsim.Url.Host, Port = Vcsim.Url.Port, Thumbprint = Vcsim.Thumbprint };

    public async ValueTask InitializeAsync() => _vcsim = await Vcsim.StartAsync();

    public ValueTask DisposeAsync()
    {
        _vcsim?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Task<VSphereSession> LoginAsync() =>
        VSphereSession.LoginAsync(Settings, Vcsim.UserName, Vcsim.Password, TestContext.Current.CancellationToken);
}
