using System;
using System.IO;

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>A script in a file of its own, in a folder with a blank and a quote in its name.</summary>
public sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rvm it's ");

    public ScriptFile(string text)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "script.ps1");
        File.WriteAllText(Path, text);
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
