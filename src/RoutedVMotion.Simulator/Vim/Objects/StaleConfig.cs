using System;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A configuration that vCenter goes on telling for a while after the host has another (facts E25).</summary>
internal sealed class StaleConfig
{
    private readonly DateTime _until;

    public StaleConfig(DataObject config, TimeSpan lag)
    {
        Config = config;
        _until = DateTime.UtcNow + lag;
    }

    public DataObject Config { get; }

    public bool IsOver => DateTime.UtcNow >= _until;
}
