using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>The folder that journals are in: one file for each run, and a lock for each server.</summary>
public sealed class JournalFolder
{
    /// <summary>What journals' names end with.</summary>
    public const string Extension = ".jsonl";

    /// <summary>A folder; it is made when something is to be written there.</summary>
    public JournalFolder(string path) => Path = path;

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The folder of this user: %LOCALAPPDATA%\RoutedVMotion\Journal, or ~/.local/share/RoutedVMotion/Journal.</summary>
    public static string Default => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "RoutedVMotion", "Journal");

    /// <summary>The journals, oldest first.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path)
        ? Directory.EnumerateFiles(Path, "*" + Extension).OrderBy(System.IO.Path.GetFileName, StringComparer.Ordinal).ToArray()
        : Array.Empty<string>();

    /// <summary>The runs on a server that have ended or were cut off, oldest first. Files that cannot be read are passed over.</summary>
    /// <param name="serverId">The server's own id.</param>
    public IReadOnlyList<JournalRun> ReadRuns(string? serverId)
    {
        var runs = new List<JournalRun>();
        foreach (string file in Files)
        {
            try
            {
                if (!IsRunning(file) && Read(file) is JournalRun run && run.ServerId == serverId) runs.Add(run);
            }
            catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
            {
                // Get-VMotionJournal says what is wrong with it.
            }
        }

        return runs;
    }

    /// <summary>Reads a journal.</summary>
    /// <exception cref="JournalException">It is none, or damaged.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static JournalRun Read(string file)
    {
        // A run that goes on right now has it open, and goes on writing.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        return JournalRun.Read(Lines(reader));
    }

    /// <summary>The run of this file goes on right now: its process holds the file.</summary>
    public static bool IsRunning(string file)
    {
        try
        {
            using var stream = new FileStream(LockOf(file), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    internal static string LockOf(string file) => file + ".lock";

    // A line longer than anything that is ever written is no line of ours; the file may be anything.
    private static IEnumerable<string> Lines(StreamReader reader)
    {
        const int Longest = 4 << 20;
        var line = new StringBuilder();
        char[] buffer = new char[16 * 1024];
        for (int read; (read = reader.Read(buffer, 0, buffer.Length)) > 0;)
        {
            for (int i = 0; i < read; i++)
            {
                if (buffer[i] != '\n')
                {
                    line.Append(buffer[i]);
                    if (line.Length > Longest) throw new JournalException(1, "A line is too long to be one of a journal.");
                    continue;
                }

                yield return line.ToString().TrimEnd('\r');
                line.Clear();
            }
        }

        // Where it reads without its end it counts: a step that was announced and not made does no harm to anybody.
        if (line.Length > 0) yield return line.ToString();
    }
}
