using System;
using System.IO;
using System.Management.Automation;
using System.Text;

using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Files;

/// <summary>A file that is written whole or not at all.</summary>
internal sealed class OutputFile
{
    private readonly bool _force;

    private OutputFile(string fullPath, bool force)
    {
        FullPath = fullPath;
        _force = force;
    }

    /// <summary>Where it is.</summary>
    internal string FullPath { get; }

    /// <summary>There is a file by that name now.</summary>
    internal bool Exists => File.Exists(FullPath);

    /// <summary>The file by this path, if it may be written; ends the cmdlet where it may not.</summary>
    internal static OutputFile Require(PSCmdlet cmdlet, string path, bool force)
    {
        string? full = FilePath.Resolve(cmdlet, path, out ErrorRecord? error);
        if (full is not null)
        {
            string? folder = Path.GetDirectoryName(full);
            if (Directory.Exists(full)) error = ErrorRecords.FileNotWritten(full, "it is a folder.");
            else if (!Directory.Exists(folder)) error = ErrorRecords.FolderNotFound(full, folder);
            else if (!force && File.Exists(full)) error = ErrorRecords.FileExists(full);
        }

        if (error is not null) cmdlet.ThrowTerminatingError(error);
        return new OutputFile(full!, force);
    }

    /// <summary>Writes UTF-8 without a byte order mark; what went wrong, or null.</summary>
    internal ErrorRecord? Write(string text) => Write(stream =>
    {
        byte[] bytes = new UTF8Encoding(false).GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
    });

    /// <summary>Writes what this writes; what went wrong, or null. What it throws itself leaves nothing behind.</summary>
    internal ErrorRecord? Write(Action<Stream> write)
    {
        // In the same folder, since only there the move is one step.
        string half = FullPath + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".tmp";
        try
        {
            using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (_force && File.Exists(FullPath)) File.Replace(half, FullPath, null);
            else File.Move(half, FullPath);
            return null;
        }
        catch (IOException) when (!_force && File.Exists(FullPath))
        {
            return ErrorRecords.FileExists(FullPath);
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            // The file's own name means something to the user; the one that it has while it is written does not.
            return ErrorRecords.FileNotWritten(FullPath, failure.Message.Replace(half, FullPath), failure);
        }
        finally
        {
            Discard(half);
        }
    }

    private static void Discard(string half)
    {
        try
        {
            File.Delete(half);
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            // It has been moved, or it stays behind; what counts has been said.
        }
    }
}
