using System;
using System.IO;
using System.Management.Automation;

using RoutedVMotion.Core.Journal;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.VSphere.Changes;

namespace RoutedVMotion.PowerShell.Changes;

/// <summary>A run that somebody names by its id or by its journal's path.</summary>
internal static class JournalFile
{
    /// <summary>Reads it, or ends the cmdlet.</summary>
    internal static JournalRun Require(PSCmdlet cmdlet, JournalFolder folder, string name)
    {
        string file = Path.Combine(folder.Path, name + JournalFolder.Extension);
        if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || !File.Exists(file))
        {
            string? full = FilePath.Resolve(cmdlet, name, out ErrorRecord? error);
            if (error is not null || !File.Exists(full)) cmdlet.ThrowTerminatingError(ErrorRecords.JournalNotFound(name));
            file = full!;
        }

        try
        {
            return JournalFolder.Read(file);
        }
        catch (Exception failure) when (failure is JournalException || FilePath.IsFailure(failure))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.InvalidJournal(file, failure.Message, failure));
            throw;
        }
    }
}
