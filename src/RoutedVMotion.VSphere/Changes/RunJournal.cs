using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// The journal of one run, while it is written: each line is on the disk before what it announces is done. Thread-safe. As long as it
/// is open, no other run can begin on the same server from this folder.
/// </summary>
public sealed class RunJournal : IDisposable
{
    private readonly object _gate = new();
    private readonly Stream _stream;
    private readonly List<IDisposable> _locks;
    private IOException? _broken;

    private RunJournal(string id, string path, Stream stream, List<IDisposable> locks)
    {
        Id = id;
        Path = path;
        _stream = stream;
        _locks = locks;
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The journal cannot be written any more: nothing new may be begun.</summary>
    public bool IsBroken
    {
        get
        {
            lock (_gate) return _broken is not null;
        }
    }

    /// <summary>Opens a journal for a new run, and takes the server's lock.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="head">The first line; its run id is made here.</param>
    /// <exception cref="RunLockedException">Another run on the same server goes on.</exception>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The journal may not be written.</exception>
    public static RunJournal Open(JournalFolder folder, JournalLine head) => Open(folder, head, path =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 4096, FileOptions.WriteThrough));

    internal static RunJournal Open(JournalFolder folder, JournalLine head, Func<string, Stream> create)
    {
        Directory.CreateDirectory(folder.Path);
        var locks = new List<IDisposable>();
        try
        {
            locks.Add(Lock(System.IO.Path.Combine(folder.Path, FileName(head.ServerId ?? head.Server!) + ".lock"), head.Server!));
            string id = head.Time.ToUniversalTime().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N").Substring(0, 4);
            string path = System.IO.Path.Combine(folder.Path, id + JournalFolder.Extension);
            locks.Add(Lock(JournalFolder.LockOf(path), head.Server!));
            var journal = new RunJournal(id, path, create(path), locks);
            try
            {
                journal.Write(head with { Run = id });
                return journal;
            }
            catch
            {
                journal._stream.Dispose();
                throw;
            }
        }
        catch
        {
            foreach (IDisposable one in locks) one.Dispose();
            throw;
        }
    }

    /// <summary>Writes a line, and returns when it is on the disk.</summary>
    /// <exception cref="IOException">It is not. Nothing more can be written from then on.</exception>
    public void Write(JournalLine line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line.Write() + "\n");
        lock (_gate)
        {
            if (_broken is not null) throw new IOException(_broken.Message, _broken);
            try
            {
                _stream.Write(bytes, 0, bytes.Length);
                if (_stream is FileStream file) file.Flush(flushToDisk: true);
                else _stream.Flush();
            }
            catch (IOException e)
            {
                _broken = e;
                throw;
            }
            catch (Exception e) when (e is UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
            {
                _broken = new IOException(e.Message, e);
                throw _broken;
            }
        }
    }

    /// <summary>Closes the file and gives up the lock.</summary>
    public void Dispose()
    {
        lock (_gate) _stream.Dispose();
        foreach (IDisposable one in _locks) one.Dispose();
    }

    private static FileStream Lock(string path, string server)
    {
        try
        {
            // Left behind when it is closed: removing it would let two others lock two files of one name.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new RunLockedException(path, $"Another run changes hosts of {server} right now: it holds {path}.", e);
        }
    }

    private static string FileName(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (char c in text) name.Append(char.IsLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '_');
        return name.ToString();
    }
}
