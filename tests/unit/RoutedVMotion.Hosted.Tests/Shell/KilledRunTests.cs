using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

/// <summary>A process that changes hosts is killed as kill -9 does it, and another one finds what it left.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const string Adapters = "Get-VMotionAdapter | ForEach-Object { '{0} {1} {2} {3} {4}' -f $_.VMHost, $_.Stack, $_.IPv4Address, $_.PortGroup, $_.Mtu }";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("AddVirtualNic", "-Layout Unconverted", "")]
    [InlineData("UpdateNetworkConfig", "-Layout Unconverted", "")]
    [InlineData("RemoveVirtualNic", "-Layout Unconverted", "")]
    [InlineData("DeselectVnicForNicType", "-Layout Unconverted -Fault VsanOnVMotionAdapter=4", "")]
    [InlineData("UpdateVirtualNic", "-Fault MtuMismatch", "")]
    [InlineData("ReconfigureComputeResource_Task", "-Layout Unconverted", "-SuspendDrs")]
    [InlineData("SelectVnicForNicType", "", "", "default")]
    public async Task What_a_killed_run_did_is_in_its_journal_and_another_process_takes_it_back_and_goes_on(string method, string fabric, string options, string stack = "vmotion")
    {
        foreach (string moment in new[] { "before it takes effect", "after it took effect" })
        {
            using var runspace = new ModuleRunspace();
            runspace.Run($"$sim = Start-VMotionSimulator 2 2 {fabric} -Rule $a; $vc = $sim | Connect-VMotionServer", $"the 1st {method} is never answered {moment}").Clean.ToString();
            string plan = _folder["plan.json"], journals = _folder[moment];
            RackPlans.Write(plan, 2, stack);
            string[] before = Read(runspace);

            await KillAsync(runspace, plan, journals, options);
            PSObject run = runspace.Run("Get-VMotionJournal -JournalPath $a", journals).Single;
            Assert.Equal("Open", run.Properties["State"].Value);

            IReadOnlyList<PSObject> restored = runspace.Run("Get-VMotionJournal -JournalPath $a | Restore-VMotionRouting -JournalPath $a -Confirm:$false", journals).Clean;
            Assert.All(restored, host => Assert.Contains(host.Properties["Status"].Value, new[] { "RolledBack", "Compliant" }));
            Assert.Equal(before, Read(runspace));

            IReadOnlyList<PSObject> changed = runspace.Run("Set-VMotionRouting -Plan $a -JournalPath $b -Confirm:$false", plan, journals).Clean;
            Assert.All(changed, host => Assert.Contains(host.Properties["Status"].Value, new[] { "Changed", "Compliant" }));
            Assert.Contains(changed, host => Equals("Changed", host.Properties["Status"].Value));
        }
    }

    private static string[] Read(ModuleRunspace runspace) => runspace.Run(Adapters).Clean.Select(line => line.ToString()).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Starts a run, and kills it once it does not go on.</summary>
    private static async Task KillAsync(ModuleRunspace runspace, string plan, string journals, string options)
    {
        using var script = new ScriptFile($$"""
            param($Url, $User, $Password, $Plan, $Journals)
            $secret = [securestring]::new()
            foreach ($letter in $Password.ToCharArray()) { $secret.AppendChar($letter) }
            $null = Connect-VMotionServer $Url -Credential ([pscredential]::new($User, $secret)) -TimeoutSec 3600
            Set-VMotionRouting -Plan $Plan -JournalPath $Journals -Confirm:$false {{options}}
            """);
        var credential = (PSCredential)runspace.Run("$sim.Credential").Single.BaseObject;
        using Tool tool = Tool.Start(
            "RoutedVMotion.Shell",
            script.Path,
            (string)runspace.Run("$sim.Url").Single.BaseObject,
            credential.UserName,
            credential.GetNetworkCredential().Password,
            plan,
            journals);
        using Process process = Process.GetProcessById(tool.Id);
        string[] lines = [];
        for (int still = 0; still < 15 && !process.HasExited;)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            string[] now = Directory.Exists(journals)
                ? Directory.GetFiles(journals).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(ReadShared).ToArray()
                : [];
            still = now.Length == lines.Length && now.Length > 0 ? still + 1 : 0;
            lines = now;
        }

        Assert.False(process.HasExited, "It ended by itself.");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n');
    }
}
