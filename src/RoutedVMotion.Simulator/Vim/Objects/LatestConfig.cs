using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>
/// The configuration that was rendered last. Clients ask for several paths below one host's config at a time; the tree is
/// made once for all of them, and not kept for every host of a fabric.
/// </summary>
internal sealed class LatestConfig
{
    private Host? _host;
    private int _revision;
    private DataObject? _config;

    public DataObject Get(Host host, ManagedReference reference)
    {
        if (_config is null || _host != host || _revision != host.Revision)
        {
            _config = HostRenderer.RenderConfig(host, reference);
            _host = host;
            _revision = host.Revision;
        }

        return _config;
    }
}
