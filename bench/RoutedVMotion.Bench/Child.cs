using System;
using System.Diagnostics;
using System.Text.Json;

namespace RoutedVMotion.Bench;

/// <summary>This program again, as a process in which nothing has happened yet; its finding is a line of JSON.</summary>
internal static class Child
{
    public static T Run<T>(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}.");
        return JsonSerializer.Deserialize<T>(output)!;
    }

    public static void Answer<T>(T finding) => Console.WriteLine(JsonSerializer.Serialize(finding));
}
