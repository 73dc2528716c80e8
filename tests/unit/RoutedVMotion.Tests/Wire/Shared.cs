using System;
using System.IO;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Material beside the repository that is not part of it: captures and VMware's schema. Tests skip where it is absent.</summary>
internal static class Shared
{
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The path of a file or folder in ../shared; skips the test, saying so, where there is none.</summary>
    public static string Require(string path)
    {
        string full = Path.Combine(Directory.GetParent(RepositoryRoot)!.FullName, "shared", path);
        if (!File.Exists(full) && !Directory.Exists(full)) Assert.Skip($"../shared/{path} is not here.");
        return full;
    }

    private static string FindRepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RoutedVMotion.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
