using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security;
using System.Text.Json;
using System.Threading.Tasks;

using Xunit;

namespace RoutedVMotion.Tests.Peers;

/// <summary>
/// VMware's simulator in a process of its own (tests/peers/vcsim), filled with a fabric that it writes down. It is built once
/// a run; tests that want it skip, saying so, where Go or Debian's govmomi package is absent.
/// </summary>
internal sealed class Vcsim : IDisposable
{
    private const string GoPath = "/usr/share/gocode";

    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    private readonly Process _process;

    private Vcsim(Process process, JsonElement ready)
    {
        _process = process;
        Url = new Uri(ready.GetProperty("url").GetString()!);
        UserName = ready.GetProperty("username").GetString()!;
        Password = new SecureString();
        foreach (char c in ready.GetProperty("password").GetString()!) Password.AppendChar(c);
        Thumbprint = ready.GetProperty("thumbprintSha256").GetString()!;
        Truth = JsonDocument.Parse(File.ReadAllText(ready.GetProperty("truth").GetString()!)).RootElement;
    }

    public Uri Url { get; }

    public string UserName { get; }

    public SecureString Password { get; }

    /// <summary>SHA-256 of its certificate; empty without TLS.</summary>
    public string Thumbprint { get; }

    /// <summary>What it made; tests/peers/vcsim/truth.go says what stands where.</summary>
    public JsonElement Truth { get; }

    /// <summary>Starts one, with these arguments besides the truth file.</summary>
    public static async Task<Vcsim> StartAsync(params string[] arguments)
    {
        string program = await Built.Value;
        string truth = Path.Combine(Path.GetDirectoryName(program)!, $"truth-{Guid.NewGuid():N}.json");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments.Append("-truth").Append(truth)) start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        // Its log; a full pipe would stop it.
        Task<string> log = process.StandardError.ReadToEndAsync();
        try
        {
            string? ready = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            return new Vcsim(process, JsonDocument.Parse(ready ?? throw new InvalidOperationException($"vcsim did not start: {await log}")).RootElement);
        }
        catch
        {
            process.Kill();
            throw;
        }
        finally
        {
            File.Delete(truth);
        }
    }

    /// <summary>It ends with its standard input, so also when this process dies.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        _process.Dispose();
        Password.Dispose();
    }

    private static async Task<string> BuildAsync()
    {
        if (!Directory.Exists(Path.Combine(GoPath, "src/github.com/vmware/govmomi")))
            Assert.Skip("vcsim is not tested against: Debian's golang-github-vmware-govmomi-dev is not installed.");
        string? go = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "go")).FirstOrDefault(File.Exists);
        if (go is null) Assert.Skip("vcsim is not tested against: Go (Debian's golang-go) is not installed.");

        string root = FindRepositoryRoot();
        string program = Path.Combine(root, "artifacts", "peers", "vcsim");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        var build = new ProcessStartInfo(go, ["build", "-o", program, "."])
        {
            WorkingDirectory = Path.Combine(root, "tests", "peers", "vcsim"),
            RedirectStandardError = true,
        };
        build.Environment["GO111MODULE"] = "off";
        build.Environment["GOPATH"] = GoPath;
        using Process process = Process.Start(build)!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? program : throw new InvalidOperationException($"vcsim could not be built: {errors}");
    }

    private static string FindRepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RoutedVMotion.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
