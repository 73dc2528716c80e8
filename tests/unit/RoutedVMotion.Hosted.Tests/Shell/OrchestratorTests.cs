using System;
using System.IO;
using System.Linq;
using System.Text.Json;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Shell;

/// <summary>The action of vRealize Orchestrator, called as it calls it: a function of a context and inputs that gives a string.</summary>
public sealed class OrchestratorTests : IDisposable
{
    // The engine's own commands, which the hosted one does not have: only its depth of strings, numbers, lists and tables is needed.
    private const string Json = """
        function ConvertTo-Json($InputObject, [int] $Depth, [switch] $Compress) {
            function Plain($Value) {
                if ($Value -is [System.Collections.IDictionary]) {
                    $table = [System.Collections.Generic.Dictionary[string, object]]::new()
                    foreach ($name in $Value.Keys) { $table[$name] = Plain $Value[$name] }
                    return $table
                }
                if ($Value -is [array]) {
                    $list = [System.Collections.Generic.List[object]]::new()
                    foreach ($one in $Value) { $list.Add((Plain $one)) }
                    return , $list
                }
                if ($null -eq $Value) { return $null }
                $Value.PSObject.BaseObject
            }
            [System.Text.Json.JsonSerializer]::Serialize((Plain $InputObject), [object])
        }
        """;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cluster_is_planned_changed_by_the_stored_change_set_and_restored_by_it_when_the_container_is_gone()
    {
        const string Script = """
            . $Handler
            $sim = Start-VMotionSimulator -Rack 2 -HostPerRack 2 -Layout Unconverted
            $inputs = @{
                mode = 'plan'; server = $sim.Url; userName = $sim.Credential.UserName; password = $sim.Credential.GetNetworkCredential().Password
                cluster = 'cluster-01'; plan = [IO.File]::ReadAllText("$Directory/racks.json"); ticket = 'CHG7'
            }
            $context = @{ executionId = '8a7480a6' }
            $planned = Handler $context $inputs
            [IO.File]::WriteAllText("$Directory/plan.out", $planned)
            $inputs.changeSet = [System.Text.Json.JsonDocument]::Parse($planned).RootElement.GetProperty('changeSet').GetString()
            foreach ($mode in 'change', 'change', 'restore', 'restore') {
                $inputs.mode = $mode
                $number++
                [IO.File]::WriteAllText("$Directory/$number.out", (Handler $context $inputs))
            }
            $inputs.password = 'wrong'
            [IO.File]::WriteAllText("$Directory/wrong.out", (Handler $context $inputs))
            $inputs.Remove('changeSet')
            [IO.File]::WriteAllText("$Directory/none.out", (Handler $context $inputs))
            [IO.File]::WriteAllText("$Directory/expected-secret", $sim.Credential.GetNetworkCredential().Password)
            """;
        RackPlans.Write(_folder["racks.json"], 2);
        ToolOutcome outcome = Tool.RunScript("param($Directory, $Handler)\n" + Json + "\n" + Script, _folder.Path, Path.Combine(Tool.Root, "examples", "vro", "handler.ps1"));
        Assert.Empty(outcome.Error);
        Assert.Empty(outcome.Output);

        JsonElement plan = Read("plan");
        Assert.Equal("Planned", plan.GetProperty("result").GetString());
        Assert.Equal(["Planned"], Statuses(plan));
        Assert.Contains("172.16.", plan.GetProperty("hosts")[0].GetProperty("changes")[0].GetString(), StringComparison.Ordinal);
        JsonElement change = Read("1");
        Assert.Equal("Done", change.GetProperty("result").GetString());
        Assert.Equal(["Changed"], Statuses(change));
        Assert.All(change.GetProperty("hosts").EnumerateArray(), host => Assert.True(host.GetProperty("proven").GetBoolean()));
        Assert.Contains("CHG7", change.GetProperty("journal").GetString(), StringComparison.Ordinal);
        // The same once more: everything is as approved already.
        Assert.Equal(["Compliant"], Statuses(Read("2")));
        Assert.Equal("Done", Read("3").GetProperty("result").GetString());
        Assert.Equal(["RolledBack"], Statuses(Read("3")));
        Assert.Equal(["Compliant"], Statuses(Read("4")));
        Assert.Equal(("NothingDone", "LoginFailed"), (Read("wrong").GetProperty("result").GetString(), Read("wrong").GetProperty("error").GetString()));
        Assert.Contains("'changeSet' is empty", Read("none").GetProperty("message").GetString(), StringComparison.Ordinal);
        string secret = File.ReadAllText(_folder["expected-secret"]);
        Assert.All(Directory.GetFiles(_folder.Path, "*.out"), file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static string[] Statuses(JsonElement answer) =>
        answer.GetProperty("hosts").EnumerateArray().Select(host => host.GetProperty("status").GetString()!).Distinct().ToArray();

    private JsonElement Read(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(_folder[name + ".out"]));
        return json.RootElement.Clone();
    }
}
