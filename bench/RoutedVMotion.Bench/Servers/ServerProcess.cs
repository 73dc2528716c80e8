using System;
using System.Diagnostics;
using System.IO;
using System.Security;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.Bench.Servers;

/// <summary>A vCenter in a process of its own. It says where it is in a line of JSON on stdout, and ends with its stdin.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _password;

    private ServerProcess(string name, Process process, JsonElement ready)
    {
        Name = name;
        _process = process;
        var url = new Uri(ready.GetProperty("url").GetString()!);
        UserName = ready.GetProperty("username").GetString()!;
        _password = ready.GetProperty("password").GetString()!;
        string? thumbprint = ready.TryGetProperty("thumbprintSha256", out JsonElement shown) ? shown.GetString() : null;
        Settings = new ConnectionSettings
        {
            Server = url.Host,
            Port = url.Port,
            PlainHttp = url.Scheme == "http",
            Thumbprint = string.IsNullOrEmpty(thumbprint) ? null : thumbprint,
            Timeout = TimeSpan.FromMinutes(5),
        };
    }

    public string Name { get; }

    public ConnectionSettings Settings { get; }

    public string UserName { get; }

    /// <summary>Our simulator: this program again, as "serve".</summary>
    public static ServerProcess StartSimulator(int racks, int hostsPerRack) =>
        Start("our simulator", Environment.ProcessPath!, $"serve --racks {racks} --hosts-per-rack {hostsPerRack}");

    /// <summary>VMware's simulator, as tests/peers builds it.</summary>
    public static ServerProcess StartVcsim(string program, int racks, int hostsPerRack)
    {
        string truth = Path.Combine(Path.GetTempPath(), "routedvmotion-bench-vcsim.json");
        return Start("vcsim", program, $"-truth {truth} -racks {racks} -hosts-per-rack {hostsPerRack}");
    }

    /// <summary>Logs in over this transport.</summary>
    public async Task<VSphereSession> LoginAsync(ISoapTransport transport)
    {
        using var password = new SecureString();
        foreach (char c in _password) password.AppendChar(c);
        return await VSphereSession.LoginAsync(Settings, transport, UserName, password, CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }

    private static ServerProcess Start(string name, string program, string arguments)
    {
        Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null && Environment.GetEnvironmentVariable("BENCH_SERVER_LOG") == "1") Console.Error.WriteLine($"{name}: {line.Data}"); };
        process.BeginErrorReadLine();
        string ready = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{name} did not start.");
        return new ServerProcess(name, process, JsonDocument.Parse(ready).RootElement);
    }
}
