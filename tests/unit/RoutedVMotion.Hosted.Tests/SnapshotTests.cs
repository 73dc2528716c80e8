using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Text;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>From servers to a file, and from the file to everything that reads servers.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Faulty = "-Rack 3 -HostPerRack 2 -Fault MissingGateway, DefaultStackOnly, VlanNotTrunked -Seed 5";

    private readonly ModuleRunspace _runspace = new();
    private readonly WorkFolder _folder = new();

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_reads_a_server_reads_a_snapshot_and_finds_the_same()
    {
        _runspace.StartAndConnect(Faulty);
        string plan = _folder["racks.json"];
        Assert.Empty(_runspace.Run("New-VMotionPlan | Export-VMotionPlan $a; Export-VMotionSnapshot $b -Probe -Plan $a", plan, _folder["fabric.json.gz"]).Clean);
        string[] readers =
        [
            "Get-VMotionRouting", "Get-VMotionRouting -Neighbor", "Get-VMotionAdapter", "Get-VMotionNetstack", "New-VMotionPlan", "Test-VMotionPlan $plan",
            "Test-VMotionRouting", "Test-VMotionRouting -Plan $plan -Probe", "Set-VMotionRouting -Plan $plan -WhatIf",
        ];
        _runspace.Run("$plan = $a", plan);
        Dictionary<string, string[]> live = readers.ToDictionary(reader => reader, reader => Rows(reader));
        Assert.All(live, rows => Assert.True(rows.Value.Length > 0 || rows.Key.StartsWith("Test-VMotionPlan", StringComparison.Ordinal), rows.Key));

        // And it needs nobody to be connected.
        _runspace.Run("Disconnect-VMotionServer; Stop-VMotionSimulator; $snap = Import-VMotionSnapshot $a", _folder["fabric.json.gz"]);
        PSObject snap = _runspace.Run("$snap").Single;
        Assert.Equal(("Snapshot", false, _folder["fabric.json.gz"]), (snap.Properties["Kind"].Value, snap.Properties["IsConnected"].Value, snap.Properties["Path"].Value));
        Assert.All(live, rows => Assert.Equal(rows.Value, Rows(rows.Key + " -Server $snap")));
        // A server that is piped in stands for its hosts, and its rows for theirs on it.
        Assert.Equal(live["Get-VMotionRouting"], Rows("$snap | Get-VMotionRouting"));
        Assert.Single(_runspace.Run("(Get-VMotionRouting -Server $snap)[0] | Get-VMotionRouting -Server $snap").Clean);
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Server $snap -Plan $plan -Probe | Export-VMotionReport $a", _folder["report.json"]).Clean);
        Assert.Contains("esx-", File.ReadAllText(_folder["report.json"]), StringComparison.Ordinal);

        string[] Rows(string reader) => _runspace.Run(reader).Clean
            .Select(row => string.Join("; ", row.Properties.Select(property => $"{property.Name}={Say(property.Value)}"))).Order(StringComparer.Ordinal).ToArray();

        static string Say(object? value) => value is System.Collections.IEnumerable many and not string ? string.Join(",", many.Cast<object>()) : value?.ToString() ?? string.Empty;
    }

    [Fact]
    public void A_snapshot_is_never_a_default_and_nothing_can_be_done_to_it()
    {
        _runspace.StartAndConnect("-Rack 2 -HostPerRack 3 -Fault MissingGateway");
        _runspace.Run("New-VMotionPlan | Export-VMotionPlan $a; Export-VMotionSnapshot $b", _folder["racks.json"], _folder["fabric.json"]);
        _runspace.Run("$snap = Import-VMotionSnapshot $a", _folder["fabric.json"]);
        Assert.Equal("Simulator", Assert.Single(_runspace.Run("Get-VMotionServer").Clean).Properties["Kind"].Value);
        // Two states of one server are no fabric.
        AssertError("ServerTwice", _runspace.Run("Get-VMotionRouting -Server $snap, $vc"));
        AssertError("ServerTwice", _runspace.Run("Test-VMotionRouting -Server $snap, (Import-VMotionSnapshot $a)", _folder["fabric.json"]));
        AssertError("InvalidServer", _runspace.Run("Connect-VMotionServer $snap -Credential $sim.Credential"));
        // By another name it is the same vCenter still.
        string server = _runspace.Run("$vc.Name").Single.ToString();
        _folder.Write("renamed.json", File.ReadAllText(_folder["fabric.json"]).Replace($"\"name\": \"{server}\"", "\"name\": \"vc01\"", StringComparison.Ordinal));
        Outcome twice = _runspace.Run("Test-VMotionRouting -Server $vc, (Import-VMotionSnapshot $a)", _folder["renamed.json"]);
        AssertError("ServerTwice", twice);
        Assert.Empty(twice.Objects);

        Outcome planned = _runspace.Run("Set-VMotionRouting -Server $snap -Plan $a -WhatIf -OutFile $b", _folder["racks.json"], _folder["changes.json"]);
        Assert.Contains("Planned", planned.Values<string>("Status"));
        ErrorRecord refused = AssertError("SnapshotNotWritable", _runspace.Run("Set-VMotionRouting -Server $snap -Plan $a -Confirm:$false -JournalPath $b", _folder["racks.json"], _folder["journal"]));
        Assert.Contains("-WhatIf", refused.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        refused = AssertError("SnapshotNotWritable", _runspace.Run("Restore-VMotionRouting -ApprovedChange $a -Server $snap -WhatIf -JournalPath $b", _folder["changes.json"], _folder["journal"]));
        Assert.DoesNotContain("-WhatIf", refused.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("as -Server", refused.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        // What is not there is not even looked for in a snapshot.
        refused = AssertError("SnapshotNotWritable", _runspace.Run("Test-VMotionPath -CanaryVM nosuch -Migrate -Server $snap -WhatIf"));
        Assert.StartsWith("Of a snapshot, -VM", refused.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["journal"]));
        AssertError("SnapshotNotProbed", _runspace.Run("Test-VMotionRouting -Server $snap -Probe -Severity Error -Rule Gateway*Icmp"));
        Assert.Empty(_runspace.Run("Disconnect-VMotionServer $snap").Clean);

        // What was planned by a snapshot can be performed on its server, if nothing has changed since.
        Assert.Contains("Changed", _runspace.Run("Set-VMotionRouting -ApprovedChange $a -Confirm:$false -JournalPath $b", _folder["changes.json"], _folder["journal"]).Values<string>("Status"));
        _runspace.Run("Stop-VMotionSimulator");
        AssertError("NotConnected", _runspace.Run("Get-VMotionRouting"));
    }

    [Fact]
    public void What_a_change_has_done_is_what_is_different()
    {
        _runspace.StartAndConnect("-Rack 2 -HostPerRack 2 -Fault MissingGateway");
        string wrong = _runspace.Run("$sim.Faults.VMHost").Single.ToString();
        _runspace.Run("New-VMotionPlan | Export-VMotionPlan $a; Export-VMotionSnapshot $b; Export-VMotionSnapshot $c", _folder["racks.json"], _folder["a.json"], _folder["same.json.gz"]);
        Assert.Empty(_runspace.Run("Compare-VMotionSnapshot $a $b", _folder["a.json"], _folder["same.json.gz"]).Clean);
        _runspace.Run("Set-VMotionRouting -Plan $a -Confirm:$false -JournalPath $b; Export-VMotionSnapshot $c", _folder["racks.json"], _folder["journal"], _folder["b.json"]);
        Outcome different = _runspace.Run("Compare-VMotionSnapshot $a (Import-VMotionSnapshot $b)", _folder["a.json"], _folder["b.json"]);
        Assert.Equal([wrong], different.Values<string>("VMHost").Distinct());
        PSObject gateway = Assert.Single(different.Clean, row => (string?)row.Properties["Property"].Value == "gateway");
        Assert.Equal(("stack vmotion", "Added", null), (gateway.Properties["Item"].Value, gateway.Properties["Change"].Value, gateway.Properties["Before"].Value));
        AssertError("InvalidSnapshotObject", _runspace.Run("Compare-VMotionSnapshot $a $vc", _folder["a.json"]));
        AssertError("SnapshotNotFound", _runspace.Run("Compare-VMotionSnapshot $a $b", _folder["a.json"], _folder["nosuch.json"]));

        // What pings came to is compared where that is asked for.
        _runspace.Run("Export-VMotionSnapshot $a -Probe -Plan $b", _folder["c.json"], _folder["racks.json"]);
        _folder.Write("d.json", File.ReadAllText(_folder["c.json"]).Replace("\"received\":3", "\"received\":0", StringComparison.Ordinal));
        Assert.Empty(_runspace.Run("Compare-VMotionSnapshot $a $b", _folder["c.json"], _folder["d.json"]).Clean);
        Outcome pings = _runspace.Run("Compare-VMotionSnapshot $a $b -Probe", _folder["c.json"], _folder["d.json"]);
        Assert.Equal(["no answer"], pings.Values<string>("After").Distinct());
    }

    [Fact]
    public void A_redacted_snapshot_has_no_name_and_the_same_faults()
    {
        _runspace.StartAndConnect(Faulty);
        _runspace.Run("Export-VMotionSnapshot $a; Export-VMotionSnapshot $b -Server (Import-VMotionSnapshot $a) -Redact", _folder["fabric.json"], _folder["redacted.json"]);
        string text = File.ReadAllText(_folder["redacted.json"]);
        foreach (string name in new[] { "example", "esx-", "leaf", "cluster-01", "dvpg", "Management Network" }) Assert.DoesNotContain(name, text, StringComparison.OrdinalIgnoreCase);
        Assert.True((bool)_runspace.Run("Import-VMotionSnapshot $a", _folder["redacted.json"]).Single.Properties["Redacted"].Value);
        Assert.Equal(Problems("fabric.json"), Problems("redacted.json"));

        // It stays redacted, and is compared with nothing but itself.
        _runspace.Run("Export-VMotionSnapshot $a -Server (Import-VMotionSnapshot $b)", _folder["again.json"], _folder["redacted.json"]);
        Assert.True((bool)_runspace.Run("Import-VMotionSnapshot $a", _folder["again.json"]).Single.Properties["Redacted"].Value);
        Assert.Empty(_runspace.Run("Compare-VMotionSnapshot $a (Import-VMotionSnapshot $b)", _folder["again.json"], _folder["redacted.json"]).Clean);
        AssertError("SnapshotRedacted", _runspace.Run("Compare-VMotionSnapshot $a $b", _folder["fabric.json"], _folder["redacted.json"]));
        _runspace.Run("Export-VMotionSnapshot $a -Redact -Server (Import-VMotionSnapshot $b)", _folder["other.json"], _folder["fabric.json"]);
        AssertError("SnapshotRedacted", _runspace.Run("Compare-VMotionSnapshot (Import-VMotionSnapshot $a) $b", _folder["redacted.json"], _folder["other.json"]));

        // A plan goes along by the same names.
        _runspace.Run("New-VMotionPlan | Export-VMotionPlan $a", _folder["racks.json"]);
        _folder.Write("racks.json", File.ReadAllText(_folder["racks.json"]).Replace("\"racks\":", "\"vmNetworks\": [ { \"match\": \"umbrella*\", \"by\": \"nat\" } ], \"racks\":", StringComparison.Ordinal));
        Outcome both = _runspace.Run("Export-VMotionSnapshot $a -Redact -Plan $b -RedactedPlan $c", _folder["sent.json"], _folder["racks.json"], _folder["plan.json"]);
        Assert.Contains("umbrella*", Assert.Single(both.Warnings), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)umbrella|esx-|leaf-|rack-|dvpg", File.ReadAllText(_folder["plan.json"]));
        string[] found = Rules("$vc", "racks.json");
        Assert.NotEmpty(found);
        Assert.Equal(found, Rules($"(Import-VMotionSnapshot '{_folder["sent.json"]}')", "plan.json"));
        AssertError("NothingToRedact", _runspace.Run("Export-VMotionSnapshot $a -Redact -RedactedPlan $b", _folder["no.json"], _folder["no-plan.json"]));

        string[] Rules(string server, string plan) =>
            _runspace.Run($"Test-VMotionRouting -Server {server} -Plan $a", _folder[plan]).Clean.Select(row => $"{row.Properties["Rule"].Value} {row.Properties["VMHostId"].Value}").Order(StringComparer.Ordinal).ToArray();

        string[] Problems(string file) => _runspace.Run("Get-VMotionRouting -Server (Import-VMotionSnapshot $a)", _folder[file]).Clean
            .Select(row => $"{row.Properties["VMHostId"].Value} {row.Properties["Problem"].Value}").Order(StringComparer.Ordinal).ToArray();
    }

    [Fact]
    public void A_twin_is_a_server_of_its_own_on_which_all_that_is_said_is_the_same()
    {
        _runspace.StartAndConnect("-Rack 2 -HostPerRack 3 -Fault MissingGateway, MtuMismatch");
        _runspace.Run("New-VMotionPlan | Export-VMotionPlan $a; Export-VMotionSnapshot $b", _folder["racks.json"], _folder["fabric.json.gz"]);
        _runspace.Run("$twin = Start-VMotionSimulator -Snapshot $b -Plan $a; $stage = $twin | Connect-VMotionServer; Export-VMotionSnapshot $c -Server $stage", _folder["racks.json"], _folder["fabric.json.gz"], _folder["twin.json"]);
        Assert.Empty(_runspace.Run("Compare-VMotionSnapshot $a $b -VirtualMachine", _folder["fabric.json.gz"], _folder["twin.json"]).Clean);
        PSObject twin = _runspace.Run("$twin").Single;
        Assert.Equal((2, 6, (string)_runspace.Run("$vc.Name").Single.BaseObject), (twin.Properties["Rack"].Value, twin.Properties["VMHostCount"].Value, twin.Properties["TwinOf"].Value));
        // Its journals are not those of the fabric: it is another vCenter.
        Assert.NotEqual(_runspace.Run("$vc.InstanceUuid").Single.ToString(), _runspace.Run("$stage.InstanceUuid").Single.ToString());
        Assert.Contains("Changed", _runspace.Run("Set-VMotionRouting -Server $stage -Plan $a -Confirm:$false -JournalPath $b", _folder["racks.json"], _folder["journal"]).Values<string>("Status"));
        Assert.Equal(["GatewayMissing", "MtuDiffersFromPlan"], _runspace.Run("Test-VMotionRouting -Server $vc -Plan $a -Severity Error", _folder["racks.json"]).Values<string>("Rule").Order(StringComparer.Ordinal));
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Server $stage -Plan $a -Severity Error -Probe", _folder["racks.json"]).Clean);

        // Racks that name their server are the twin's where only that is read.
        string server = twin.Properties["TwinOf"].Value.ToString()!;
        string named = _folder.Write("named.json", File.ReadAllText(_folder["racks.json"]).Replace("\"name\": \"rack-", $"\"server\": \"{server}\", \"name\": \"rack-", StringComparison.Ordinal));
        Assert.Equal(6, _runspace.Run("Set-VMotionRouting -Server $stage -Plan $a -WhatIf", named).Clean.Count(row => row.Properties["Rack"].Value is not null));
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Server $stage -Plan $a -Severity Error", named).Clean);
        Assert.Empty(_runspace.Run("Test-VMotionPlan $a -Server $stage -Severity Warning", named).Clean);
        Assert.NotEmpty(_runspace.Run("Test-VMotionPath -Server $stage -Plan $a", named).Clean);
        Assert.Contains("HostInNoRack", _runspace.Run("Test-VMotionRouting -Server $vc, $stage -Plan $a", named).Clean.Where(row => row.Properties["Server"].Value?.ToString() != server).Select(row => row.Properties["Rule"].Value?.ToString()));

        Assert.Single(_runspace.Run("Start-VMotionSimulator -Snapshot (Import-VMotionSnapshot $a)", _folder["fabric.json.gz"]).Clean);
        AssertError("SnapshotNotFound", _runspace.Run("Start-VMotionSimulator -Snapshot $a", _folder["nosuch.json"]));
        AssertError("InvalidSnapshotObject", _runspace.Run("Start-VMotionSimulator -Snapshot $vc"));
        _runspace.Run("Export-VMotionSnapshot $a -Server $vc, $stage", _folder["two.json"]);
        AssertError("SnapshotAmbiguous", _runspace.Run("Start-VMotionSimulator -Snapshot $a", _folder["two.json"]));
        AssertError("SnapshotAmbiguous", _runspace.Run("Start-VMotionSimulator -Snapshot (Import-VMotionSnapshot $a)", _folder["two.json"]));
        ErrorRecord none = AssertError("SnapshotAmbiguous", _runspace.Run("Start-VMotionSimulator -Snapshot $a", _folder.Write("none.json", "{ \"version\": 1, \"servers\": [] }")));
        Assert.DoesNotContain("one of them", none.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all_and_one_that_is_there_is_left_alone()
    {
        _runspace.StartAndConnect("1 1");
        string there = _folder.Write("there.json", "mine");
        AssertError("FileExists", _runspace.Run("Export-VMotionSnapshot $a", there));
        Assert.Empty(_runspace.Run("Export-VMotionSnapshot $a -Force -WhatIf; Export-VMotionSnapshot $b -WhatIf", there, _folder["new.json"]).Clean);
        Assert.Equal(["there.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("mine", File.ReadAllText(there));
        AssertError("FolderNotFound", _runspace.Run("Export-VMotionSnapshot $a", Path.Combine(_folder["no"], "x.json")));
        Assert.Empty(_runspace.Run("$vc | Export-VMotionSnapshot $a -Force; Export-VMotionSnapshot $b", there, _folder["packed.json.gz"]).Clean);
        byte[] packed = File.ReadAllBytes(_folder["packed.json.gz"]);
        Assert.Equal((0x1F, 0x8B), (packed[0], packed[1]));
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        Assert.Contains("\"version\": 1", unpacked.ReadToEnd(), StringComparison.Ordinal);
        string written = File.ReadAllText(there);
        Assert.StartsWith("{\n", written, StringComparison.Ordinal);
        string password = ((PSCredential)_runspace.Run("$sim.Credential").Single.BaseObject).GetNetworkCredential().Password;
        Assert.DoesNotContain(password, written, StringComparison.Ordinal);
        Assert.DoesNotContain("administrator", written, StringComparison.OrdinalIgnoreCase);

        // What a server lacks would be taken for gone.
        using var gone = new WireTap((int)_runspace.Run("($other = Start-VMotionSimulator 1 1).Port").Single.BaseObject);
        _runspace.Run("$null = Connect-VMotionServer $a -Credential $other.Credential", gone.Url);
        gone.Dispose();
        Outcome outcome = _runspace.Run("Export-VMotionSnapshot $a", _folder["half.json"]);
        Assert.Contains(outcome.Errors, error => error.FullyQualifiedErrorId.StartsWith("FabricIncomplete,", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder["half.json"]));
    }

    [Fact]
    public void What_cannot_be_read_is_one_error_that_says_where_and_what_to_do()
    {
        _runspace.StartAndConnect("1 1");
        _runspace.Run("Export-VMotionSnapshot $a; Export-VMotionSnapshot $b", _folder["good.json"], _folder["good.json.gz"]);
        string text = File.ReadAllText(_folder["good.json"]);
        byte[] packed = File.ReadAllBytes(_folder["good.json.gz"]);

        AssertError("SnapshotNotFound", Import(_folder["nosuch.json"]));
        AssertError("SnapshotNotRead", Import(_folder.Path));
        AssertError("InvalidSnapshot", Import(_folder.Write("empty.json", string.Empty)));
        ErrorRecord newer = AssertError("SnapshotTooNew", Import(_folder.Write("newer.json", text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal))));
        Assert.Contains("Update-Module", newer.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        ErrorRecord half = AssertError("InvalidSnapshot", Import(_folder.Write("half.json", text[..(text.Length / 2)])));
        Assert.Contains("ends in the middle", half.Exception.Message + half.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("servers[0].", half.ErrorDetails.Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["half.json.gz"], packed[..(packed.Length / 2)]);
        AssertError("InvalidSnapshot", Import(_folder["half.json.gz"]));
        packed[packed.Length / 2] ^= 0xFF;
        File.WriteAllBytes(_folder["damaged.json.gz"], packed);
        AssertError("InvalidSnapshot", Import(_folder["damaged.json.gz"]));
        File.WriteAllBytes(_folder["latin.json"], Encoding.Latin1.GetBytes(text.Replace("dc-01", "M\u00fcnchen", StringComparison.Ordinal)));
        AssertError("InvalidSnapshot", Import(_folder["latin.json"]));
        // One that is broken keeps no other from being read.
        Outcome both = _runspace.Run("Import-VMotionSnapshot $a, $b", _folder["half.json"], _folder["good.json.gz"]);
        Assert.Single(both.Objects);
        Assert.Single(both.Errors);

        Outcome Import(string path) => _runspace.Run("Import-VMotionSnapshot $a", path);
    }

    private static ErrorRecord AssertError(string id, Outcome outcome)
    {
        ErrorRecord error = outcome.OneError;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        return error;
    }
}
