using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

using RoutedVMotion.Tests.Wire;

using Xunit;

namespace RoutedVMotion.Tests.Reports;

/// <summary>Debian's Chromium, driven by tests/peers/browser. Tests that use it skip where it, Node or what npm installs is not.</summary>
internal static class Browser
{
    private static readonly string[] s_browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    /// <summary>What the browser says of each page, in light, dark and for paper.</summary>
    public static async Task<IReadOnlyList<JsonElement>> OpenAsync(params string[] pages)
    {
        string folder = Path.Combine(Shared.RepositoryRoot, "tests", "peers", "browser");
        string? browser = s_browsers.FirstOrDefault(File.Exists);
        if (browser is null) Assert.Skip("Chromium is not there (Debian: chromium).");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "playwright-core"))) Assert.Skip("playwright-core is not there: npm install in tests/peers/browser.");
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "open.js"), browser, .. pages]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node.js is not there.");
            throw;
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        }
    }
}
