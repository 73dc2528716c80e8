using System;
using System.Management.Automation;

namespace RoutedVMotion.Shell;

/// <summary>Progress as one line at the bottom of a terminal, which everything else that is written takes the place of.</summary>
internal sealed class ProgressLine
{
    private bool _shown;

    /// <summary>Shows where an activity stands.</summary>
    public void Show(ProgressRecord record)
    {
        Clear();
        if (record.RecordType == ProgressRecordType.Completed) return;
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : string.Empty;
        string line = $"{record.Activity}{percent} {record.StatusDescription} {record.CurrentOperation}".TrimEnd();
        int width = Math.Max(ShellRawUI.Width - 1, 1);
        Console.Error.Write(line.Length > width ? line[..width] : line);
        _shown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (!_shown) return;
        Console.Error.Write('\r' + new string(' ', Math.Max(ShellRawUI.Width - 1, 1)) + '\r');
        _shown = false;
    }
}
