using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>The versions of the vSphere API that these bindings know, newest first.</summary>
internal static class ApiVersions
{
    /// <summary>What every server that counts speaks: routed vMotion begins with vSphere 6.0.</summary>
    public const string Oldest = "6.0";

    private static readonly string[] Known =
    [
        "9.0.0.0", "8.0.3.0", "8.0.2.0", "8.0.1.0", "8.0.0.2", "8.0.0.1", "8.0.0.0",
        "7.0.3.2", "7.0.3.1", "7.0.3.0", "7.0.2.1", "7.0.2.0", "7.0.1.1", "7.0.1.0", "7.0.0.2", "7.0.0.0",
        "6.9.1", "6.8.7", "6.7.3", "6.7.2", "6.7.1", "6.7", "6.5", Oldest,
    ];

    /// <summary>
    /// The newest that both know. A server's own newest may be one that nobody knows (a build id, facts B1), so the first of
    /// its list counts no more than the others. Where there is none, its API version out of AboutInfo, and else the oldest.
    /// </summary>
    public static string Negotiate(IReadOnlyCollection<string> offered, string? about) =>
        Known.FirstOrDefault(offered.Contains) ?? Known.FirstOrDefault(version => version == about) ?? Oldest;

    /// <summary>The agreed version has what came with another one.</summary>
    public static bool IsAtLeast(string version, string other) =>
        Array.IndexOf(Known, version) is >= 0 and int own && Array.IndexOf(Known, other) is int wanted && own <= wanted;
}
