using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>How far the reading of a server has come, as a progress bar that does not cost more than the reading.</summary>
internal sealed class ReadProgress : IProgress<InventoryProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Action<ProgressRecord> _write;
    private readonly string _activity;
    private readonly int _activityId;
    private readonly Stopwatch _sinceLast = new();

    internal ReadProgress(string server, int activityId, Action<ProgressRecord> write)
    {
        _activity = $"Reading the hosts of {server}";
        _activityId = activityId;
        _write = write;
    }

    /// <inheritdoc/>
    public void Report(InventoryProgress value)
    {
        if (_sinceLast.IsRunning && _sinceLast.Elapsed < Interval) return;
        _sinceLast.Restart();
        string status = string.Format(CultureInfo.CurrentCulture, "{0} of {1}", value.HostsRead, value.HostsTotal);
        _write(new ProgressRecord(_activityId, _activity, status)
        {
            PercentComplete = value.HostsTotal == 0 ? -1 : Math.Min(100, (int)(100L * value.HostsRead / value.HostsTotal)),
        });
    }

    /// <summary>Takes the bar away, if there is one.</summary>
    internal void Complete()
    {
        if (_sinceLast.IsRunning) _write(new ProgressRecord(_activityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
