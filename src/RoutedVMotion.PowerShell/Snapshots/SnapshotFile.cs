using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;

using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;

namespace RoutedVMotion.PowerShell.Snapshots;

/// <summary>Snapshots in files: as they are, or compressed where the name ends in .gz. Read, it is told by the file's first bytes.</summary>
internal static class SnapshotFile
{
    private const string Compressed = ".gz";

    // What is read within it needs no bar.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Writes a snapshot; what went wrong, or null.</summary>
    internal static ErrorRecord? Write(OutputFile file, Snapshot snapshot) => file.Write(stream =>
    {
        using GZipStream? compressed = file.FullPath.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)
            : null;
        using var text = new StreamWriter((Stream?)compressed ?? stream, new UTF8Encoding(false), 32 * 1024, leaveOpen: true);
        SnapshotWriter.Write(text, snapshot);
    });

    /// <summary>The one server of a snapshot, given as a path or as an object; ends the cmdlet where there is none, or more than one.</summary>
    internal static SnapshotServer RequireOne(PSCmdlet cmdlet, object given, CancellationToken cancel)
    {
        ErrorRecord? error = null;
        IReadOnlyList<SnapshotServer>? servers = null;
        object? value = Shape.Unwrap(given);
        // What Import-VMotionSnapshot returns of a file with several servers, or in an array of one.
        if (value is object[] { Length: > 0 } all && all.Select(Shape.Unwrap).All(one => one is VMotionServer { Snapshot: not null }))
        {
            SnapshotServer[] several = all.Select(one => ((VMotionServer)Shape.Unwrap(one)!).Snapshot!).ToArray();
            if (several.Length > 1) cmdlet.ThrowTerminatingError(ErrorRecords.SnapshotAmbiguous("What was given", several));
            return several[0];
        }

        switch (value)
        {
            case VMotionServer { Snapshot: SnapshotServer one }:
                return one;
            case object when FilePath.Of(given) is string path:
                string? full = FilePath.Resolve(cmdlet, path, out error);
                if (full is not null) servers = Read(full, FilePath.WithoutProvider(path), out error, cancel)?.Servers;
                if (servers is { Count: not 1 }) error = ErrorRecords.SnapshotAmbiguous(FilePath.WithoutProvider(path), servers);
                break;
            default:
                error = ErrorRecords.InvalidSnapshotObject(value);
                break;
        }

        if (error is not null) cmdlet.ThrowTerminatingError(error);
        return servers![0];
    }

    /// <summary>The same with a progress bar, for a large one.</summary>
    internal static Snapshot? Read(AsyncCmdlet cmdlet, string full, string shown, out ErrorRecord? error, CancellationToken cancel)
    {
        var bar = new ProgressBar(cmdlet, $"Reading {shown}", 0);
        var clock = Stopwatch.StartNew();
        try
        {
            return Read(
                full,
                shown,
                out error,
                cancel,
                (read, total) =>
                {
                    if (clock.Elapsed > Soon) bar.Report((int)(read >> 10), (int)(total >> 10));
                });
        }
        finally
        {
            bar.Complete();
        }
    }

    /// <summary>Reads a snapshot; null, and an error, where there is none. Called off the pipeline thread.</summary>
    /// <param name="full">The path in the file system.</param>
    /// <param name="shown">The path as the user gave it.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="onRead">Gets the bytes read so far, and those of the whole file.</param>
    internal static Snapshot? Read(string full, string shown, out ErrorRecord? error, CancellationToken cancel, Action<long, long>? onRead = null)
    {
        error = null;
        try
        {
            if (Directory.Exists(full))
            {
                error = ErrorRecords.SnapshotNotRead(shown, "it is a folder.");
                return null;
            }

            using var file = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            int first = file.ReadByte(), second = file.ReadByte();
            file.Position = 0;
            Stream plain = onRead is null ? file : new ReportingStream(file, onRead);
            using Stream stream = first == 0x1F && second == 0x8B ? new GZipStream(plain, CompressionMode.Decompress) : plain;
            // A lone byte that is no UTF-8 is an error like any other, with its place.
            using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return SnapshotReader.Read(text, shown, cancel);
        }
        catch (SnapshotException failure)
        {
            error = ErrorRecords.InvalidSnapshot(shown, failure);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            error = ErrorRecords.SnapshotNotFound(shown, full, missing);
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            error = ErrorRecords.SnapshotNotRead(shown, failure.Message, failure);
        }

        return null;
    }
}
