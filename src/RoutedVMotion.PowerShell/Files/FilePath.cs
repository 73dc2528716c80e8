using System;
using System.IO;
using System.Management.Automation;
using System.Security;

using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Files;

/// <summary>Paths as PowerShell's users write them: relative to PowerShell's location, with its drives.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>The path that is meant: a text, or what Get-Item and Get-ChildItem give, in the provider's own words where it has them. Null for anything else.</summary>
    internal static string? Of(object? value) => Shape.Unwrap(value) switch
    {
        // A text of Get-Content has a PSPath as well: of the file that it was read from.
        string path => path.Length > 0 ? path : null,
        object plain => Shape.GetString(value!, "PSPath") ?? (plain as FileInfo)?.FullName,
        null => null,
    };

    /// <summary>The path in the file system; null, and an error, where it leads somewhere else.</summary>
    internal static string? Resolve(PSCmdlet cmdlet, string path, out ErrorRecord? error)
    {
        error = null;
        string reason;
        Exception? failure = null;
        try
        {
            string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == FileSystem) return Path.GetFullPath(resolved);
            reason = $"it is a path of {provider.Name}.";
        }
        catch (Exception bad) when (bad is RuntimeException || IsFailure(bad))
        {
            reason = bad.Message;
            failure = bad;
        }

        error = ErrorRecords.InvalidPath(path, reason, failure);
        return null;
    }

    /// <summary>The path as a person would write it: PSPath has the provider in front.</summary>
    internal static string WithoutProvider(string path)
    {
        int provider = path.IndexOf("::", StringComparison.Ordinal);
        return provider > 0 ? path.Substring(provider + 2) : path;
    }

    /// <summary>What the file system throws, as against a defect.</summary>
    internal static bool IsFailure(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;
}
