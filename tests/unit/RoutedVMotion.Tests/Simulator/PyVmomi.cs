using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Wire;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>VMware's own Python client, from Debian, against a simulator. Tests that use it skip where it is not.</summary>
internal static class PyVmomi
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Runs a script of tests/peers/pyvmomi and gives what it prints.</summary>
    public static async Task<JsonElement> RunAsync(VCenterSimulator simulator, string script, params string[] arguments)
    {
        string path = Path.Combine(Shared.RepositoryRoot, "tests", "peers", "pyvmomi", script);
        if (!File.Exists(Python) || !await IsInstalledAsync())
            Assert.Skip($"{Python} with pyVmomi (Debian's python3-pyvmomi) is not there.");

        using Process process = Start([path, "127.0.0.1", simulator.Url.Port.ToString(CultureInfo.InvariantCulture), simulator.UserName, .. arguments]);
        await process.StandardInput.WriteLineAsync(simulator.Password);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private static async Task<bool> IsInstalledAsync()
    {
        using Process process = Start("-c", "import pyVmomi");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing is written beside the scripts.
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return Process.Start(start)!;
    }
}
