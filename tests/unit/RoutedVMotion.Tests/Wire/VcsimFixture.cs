using System;
using System.Threading.Tasks;

using RoutedVMotion.Tests.Peers;

namespace RoutedVMotion.Tests.Wire;

/// <summary>One vcsim of 300 hosts for all tests of a class; started by the first of them, since only a test can skip.</summary>
public sealed class VcsimFixture : IAsyncDisposable
{
    private readonly Lazy<Task<Vcsim>> _vcsim = new(() => Vcsim.StartAsync());

    public async ValueTask DisposeAsync()
    {
        if (_vcsim is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) (await _vcsim.Value).Dispose();
    }

    internal Task<Vcsim> StartAsync() => _vcsim.Value;
}
