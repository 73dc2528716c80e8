using System;
using System.IO;
using System.Management.Automation;
using System.Text;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;

namespace RoutedVMotion.PowerShell.Changes;

/// <summary>Reads change sets from where a user says they are.</summary>
internal static class ChangeSetFile
{
    // A host is some two kilobytes; vCenter has no more than some thousands of them.
    private const long MaximumBytes = 64 << 20;

    /// <summary>Reads a change set; ends the cmdlet where it cannot be used.</summary>
    internal static ChangeSet Require(PSCmdlet cmdlet, string path)
    {
        string? full = FilePath.Resolve(cmdlet, path, out ErrorRecord? error);
        if (error is not null) cmdlet.ThrowTerminatingError(error);
        try
        {
            if (new FileInfo(full!).Length > MaximumBytes) throw new FormatException("it is too large to be one.");
            return ChangeSet.Read(File.ReadAllText(full!, Encoding.UTF8));
        }
        catch (FormatException failure)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.InvalidChangeSet(path, failure.Message, failure));
            throw;
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.InvalidChangeSet(path, failure.Message, failure));
            throw;
        }
    }
}
