using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>How far something has come, as a progress bar that does not cost more than the work.</summary>
internal sealed class ProgressBar : IProgress<InventoryProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly AsyncCmdlet _cmdlet;
    private readonly string _activity;
    private readonly int _activityId;
    private readonly Stopwatch _sinceLast = new();

    /// <param name="cmdlet">Whose bar it is.</param>
    /// <param name="activity">What is going on.</param>
    /// <param name="number">Tells bars of one cmdlet apart.</param>
    internal ProgressBar(AsyncCmdlet cmdlet, string activity, int number)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        // Any number will do as long as it is not everybody's 0 and 1.
        _activityId = 60000 + number;
    }

    /// <inheritdoc/>
    public void Report(InventoryProgress value) => Report(value.HostsRead, value.HostsTotal);

    /// <summary>So much is done. Not to be called by two threads at once.</summary>
    internal void Report(int done, int total)
    {
        if (_sinceLast.IsRunning && _sinceLast.Elapsed < Interval) return;
        _sinceLast.Restart();
        Write(new ProgressRecord(_activityId, _activity, string.Format(CultureInfo.CurrentCulture, "{0} of {1}", done, total))
        {
            PercentComplete = total == 0 ? -1 : Math.Min(100, (int)(100L * done / total)),
        });
    }

    /// <summary>What is being done, in words, where nobody can say how much of it is left.</summary>
    internal void Say(string words)
    {
        _sinceLast.Restart();
        Write(new ProgressRecord(_activityId, _activity, words));
    }

    /// <summary>Takes the bar away, if there is one.</summary>
    internal void Complete()
    {
        if (_sinceLast.IsRunning) Write(new ProgressRecord(_activityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Write(ProgressRecord record) => _cmdlet.PostIfRead(() => _cmdlet.WriteProgress(record));
}
