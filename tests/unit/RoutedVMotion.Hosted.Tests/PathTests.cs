using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Test-VMotionPath as a user types it: four racks of three hosts, one of which has no gateway.</summary>
public sealed class PathTests : IDisposable
{
    private readonly ModuleRunspace _runspace = new();
    private readonly WorkFolder _folder = new();

    public PathTests()
    {
        RackPlans.Write(_folder["racks.json"], 4);
        _runspace.StartAndConnect("4 3 -Fault MissingGateway");
        _runspace.Run("$plan = Import-VMotionPlan $a", _folder["racks.json"]);
        Bad = (string)_runspace.Run("$sim.Faults.VMHost").Single.BaseObject;
        BadRack = (string)_runspace.Run("$sim.Faults.Rack").Single.BaseObject;
    }

    private string Bad { get; }

    private string BadRack { get; }

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_names_there_is_a_row_for_each_pair_of_racks_and_the_bad_host_is_an_exception_in_those_of_its_rack()
    {
        Outcome rows = _runspace.Run("Test-VMotionPath -Plan $plan");
        Assert.Equal(16, rows.Clean.Count);
        Assert.All(rows.Clean, row => Assert.Equal(Text(row, "Source") == Text(row, "Destination") ? "Switched" : "Routed", Text(row, "Verdict")));
        string[] odd = rows.Clean.Where(row => Text(row, "Why").Length > 0).Select(row => $"{Text(row, "Source")} {Text(row, "Destination")}").ToArray();
        Assert.Equal(6, odd.Length);
        Assert.All(odd, pair => Assert.Contains(BadRack, pair, StringComparison.Ordinal));
        Assert.All(
            _runspace.Run("Test-VMotionPath $a -Plan $plan | Where-Object Destination -ne $a | ForEach-Object Exceptions", BadRack).Clean,
            exception => Assert.Equal((Bad, "Blocked", "GatewayMissing"), (Text(exception, "VMHost"), Text(exception, "Verdict"), Text(exception, "Rule"))));
    }

    [Fact]
    public void Ends_are_racks_clusters_or_hosts_by_name_by_pattern_and_down_the_pipeline()
    {
        Assert.Equal(["rack-01", "rack-02"], _runspace.Run("Test-VMotionPath rack-03 rack-0[12] -Plan $plan").Values<string>("Destination"));
        // A cluster of two racks is judged rack by rack.
        Assert.Equal(["rack-03", "rack-04"], _runspace.Run("Test-VMotionPath rack-01 cluster-02 -Plan $plan").Values<string>("Destination"));
        Outcome hosts = _runspace.Run("Test-VMotionPath esx-01* $a -Plan $plan", Bad);
        Assert.Equal(BadRack == "rack-01" ? 2 : 3, hosts.Clean.Count);
        Assert.All(hosts.Clean, row => Assert.Equal((Bad, 1), (Text(row, "DestinationVMHost"), (int)row.Properties["HostPairs"].Value)));
        // A host and a rack: one row, with the rack's exceptions.
        Assert.Equal("9", Text(_runspace.Run("(Test-VMotionPath rack-01 rack-02 -Plan $plan).HostPairs").Single));
        Assert.Equal("3", Text(_runspace.Run("(Test-VMotionPath esx-0101* rack-02 -Plan $plan).HostPairs").Single));

        Assert.Equal(4, _runspace.Run("$plan.Racks | Where-Object Name -eq rack-02 | Test-VMotionPath -Plan $plan").Clean.Count);
        Assert.Equal([Bad], _runspace.Run("Get-VMotionRouting $a | Test-VMotionPath -Destination rack-01 -Plan $plan", Bad).Values<string>("Source"));
        Assert.Equal(["esx-0101.example.com"], _runspace.Run(
            "[pscustomobject] @{ Name = 'esx-0101.example.com'; Id = 'HostSystem-host-1'; Uid = '/VIServer=x@elsewhere:443/VMHost=HostSystem-host-1/' } | Test-VMotionPath -Destination rack-01 -Plan $plan").Values<string>("Source"));
        // A row brings both its ends, to be looked at more closely.
        Outcome closer = _runspace.Run("Test-VMotionPath rack-01 rack-02 -Plan $plan | Test-VMotionPath -Plan $plan -HostPair");
        Assert.Equal(9, closer.Clean.Count);
        Assert.All(closer.Clean, row => Assert.Equal(("rack-01", "rack-02"), (Text(row, "SourceRack"), Text(row, "DestinationRack"))));
    }

    [Fact]
    public void All_pairs_of_hosts_come_when_they_are_asked_for()
    {
        Outcome rows = _runspace.Run("Test-VMotionPath -Plan $plan -HostPair");
        Assert.Equal(12 * 11, rows.Clean.Count);
        Assert.Equal(2 * 9, rows.Clean.Count(row => Text(row, "Verdict") == "Blocked"));
        Assert.All(rows.Clean.Where(row => Text(row, "Verdict") == "Blocked"), row => Assert.True(Text(row, "Source") == Bad || Text(row, "Destination") == Bad));
        Assert.Equal(4 * 3 * 2, rows.Clean.Count(row => Text(row, "Verdict") == "Switched"));
        // Without a plan the same, by subnet.
        Assert.Equal(2 * 9, _runspace.Run("Test-VMotionPath -HostPair | Where-Object Verdict -eq Blocked").Clean.Count);
        Assert.Equal("172.16.1.0/24", _runspace.Run("Test-VMotionPath 172.16.1.0/24 172.16.2.0/24").Values<string>("Source").Single());
    }

    [Fact]
    public void A_virtual_machine_moves_from_where_it_is_with_its_own_networks()
    {
        string name = (string)_runspace.Run("(Test-VMotionPath rack-01 rack-02 -Plan $plan).Networks[0].VM -replace ',.*'").Single.BaseObject;
        Outcome rows = _runspace.Run("Test-VMotionPath -VM $a -Plan $plan", name);
        Assert.Equal(4, rows.Clean.Count);
        Assert.All(rows.Clean, row =>
        {
            Assert.Equal(name, Text(row, "VM"));
            Assert.Equal("rack-01", Text(row, "SourceRack"));
            Assert.Equal(Text(row, "Destination") == "rack-01" ? "1 of 1" : "0 of 1", Text(row, "VMNetworks"));
        });
        Assert.Equal([name], _runspace.Run("Test-VMotionPath -VM ([pscustomobject] @{ Name = $a }) -Destination rack-02 -Plan $plan", name).Values<string>("VM"));
        Assert.StartsWith("VMNotFound,", _runspace.Run("Test-VMotionPath -VM nosuch -Plan $plan").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_runspace.Run("Test-VMotionPath -VM nosuch* -Plan $plan").Clean);
    }

    [Fact]
    public void A_machine_is_known_by_what_it_is_and_what_is_none_is_an_error()
    {
        _runspace.Run("Export-VMotionSnapshot $a", _folder["fabric.json"]);
        string id = "VirtualMachine-" + JsonNode.Parse(File.ReadAllText(_folder["fabric.json"]))!["servers"]![0]!["virtualMachines"]!.AsArray()
            .Single(machine => machine!["name"]!.GetValue<string>() == "vm-00001")!["id"];
        string vm = $"$vm = [pscustomobject] @{{ Name = 'vm-00001'; Id = '{id}'; Uid = '/VIServer=x@elsewhere:443/VirtualMachine={id}/'; VMHost = [pscustomobject] @{{ Name = 'esx-0101.example.com'; Id = 'HostSystem-host-1' }} }}; ";
        // Get-VM names the host as well; it is the machine that is meant, and not all that the host has.
        Assert.Equal(["vm-00001"], _runspace.Run(vm + "$vm | Test-VMotionPath -Destination rack-02 -Plan $plan").Values<string>("VM"));
        Assert.Equal(["vm-00001"], _runspace.Run("Test-VMotionPath -VM $vm -Destination rack-02 -Plan $plan").Values<string>("VM"));
        // By its id on its server; elsewhere the name has to fit as well.
        const string Renamed = "$old = $vm.psobject.Copy(); $old.Name = 'renamed'; ";
        AssertError("VMNotFound", _runspace.Run(Renamed + "Test-VMotionPath -VM $old -Destination rack-02 -Plan $plan"));
        AssertError("VMNotFound", _runspace.Run("$old | Test-VMotionPath -Destination rack-02 -Plan $plan"));
        Assert.Equal(["vm-00001"], _runspace.Run("$old.Uid = \"/VIServer=x@$($vc.Name)/VirtualMachine=$($old.Id)/\"; Test-VMotionPath -VM $old -Destination rack-02 -Plan $plan").Values<string>("VM"));

        AssertError("InvalidVM", _runspace.Run("Test-VMotionPath -VM ([pscustomobject] @{ Identity = 7 }) -Plan $plan"));
        AssertError("InvalidVM", _runspace.Run("Test-VMotionPath -VM ([pscustomobject] @{ Name = 'esx-0101.example.com'; Id = 'HostSystem-host-1' }) -Plan $plan"));
        AssertError("InvalidPlace", _runspace.Run("Test-VMotionPath rack-01 $vm -Plan $plan"));
    }

    [Fact]
    public void Hosts_in_no_rack_have_their_say_and_are_not_left_out_in_silence()
    {
        // Of two clusters the plan knows one rack.
        RackPlans.Write(_folder["one.json"], 1);
        _runspace.Run("$one = Import-VMotionPlan $a", _folder["one.json"]);
        Outcome racks = _runspace.Run("Test-VMotionPath -Plan $one");
        Assert.Single(racks.Clean);
        Assert.StartsWith("9 hosts are in no rack of the plan, or in several, and left out: esx-0201.example.com, esx-0202.example.com, esx-0203.example.com and 6 more.", Assert.Single(racks.Warnings), StringComparison.Ordinal);
        Outcome pairs = _runspace.Run("Test-VMotionPath -Plan $one -HostPair");
        Assert.Equal(12 * 11, pairs.Clean.Count);
        Assert.Empty(pairs.Warnings);
        // Half of this cluster is in the rack, and none of the other.
        Assert.Equal(["rack-01 Switched", "cluster-01 in no rack Unknown"], Ends(_runspace.Run("Test-VMotionPath cluster-01 rack-01 -Plan $one"), "Source", "Verdict"));
        Outcome none = _runspace.Run("Test-VMotionPath cluster-02 rack-01 -Plan $one");
        Assert.Equal(["cluster-02 in no rack Unknown HostInNoRack"], Ends(none, "Source", "Verdict", "Why"));
        Assert.Equal(6 * 3, none.Single.Properties["HostPairs"].Value);
        Assert.Empty(none.Warnings);
        // A machine is found wherever it is.
        Outcome machines = _runspace.Run("Test-VMotionPath -VM * -Destination rack-01 -Plan $one | Where-Object SourceVMHost -like esx-02*");
        Assert.NotEmpty(machines.Clean);
        Assert.Empty(machines.Warnings);

        _runspace.Run("Stop-VMotionSimulator; $sim = Start-VMotionSimulator 2 3 -Fault NoVMotion; $null = $sim | Connect-VMotionServer").Clean.ToString();
        string bad = (string)_runspace.Run("$sim.Faults.VMHost").Single.BaseObject;
        Assert.StartsWith($"1 host is without a vMotion address that could be read, and so in no rack, and left out: {bad}.", Assert.Single(_runspace.Run("Test-VMotionPath").Warnings), StringComparison.Ordinal);
        Assert.Equal(2 * 5, _runspace.Run("Test-VMotionPath -HostPair | Where-Object { $_.Why -eq 'NoVMotionAdapter' }").Clean.Count);
        Assert.Contains("cluster-01 in no rack Blocked NoVMotionAdapter", Ends(_runspace.Run("Test-VMotionPath cluster-01 172.16.1.0/24"), "Source", "Verdict", "Why"));
    }

    [Fact]
    public void A_row_keeps_its_hosts_its_server_and_its_machine_down_the_pipeline()
    {
        // Two clusters in a rack, and another vCenter that has hosts of the same names.
        _runspace.Run("Export-VMotionSnapshot $a", _folder["fabric.json"]);
        JsonNode fabric = JsonNode.Parse(File.ReadAllText(_folder["fabric.json"]))!;
        foreach (JsonNode host in fabric["servers"]![0]!["hosts"]!.AsArray().Where(host => host!["name"]!.GetValue<string>() is "esx-0101.example.com" or "esx-0201.example.com")!)
            (host["cluster"], host["clusterId"]) = ("cluster-b", "domain-c99");
        File.WriteAllText(_folder["here.json"], fabric.ToJsonString());
        (fabric["servers"]![0]!["name"], fabric["servers"]![0]!["instanceUuid"]) = ("vc02", Guid.NewGuid().ToString());
        File.WriteAllText(_folder["there.json"], fabric.ToJsonString());
        _runspace.Run("$here = Import-VMotionSnapshot $a; $both = $here, (Import-VMotionSnapshot $b)", _folder["here.json"], _folder["there.json"]).Clean.ToString();

        Outcome rows = _runspace.Run("Test-VMotionPath cluster-01, cluster-b rack-03 -Plan $plan -Server $here");
        Assert.Equal(["cluster-01 in rack-01 6", "cluster-01 in rack-02 6", "cluster-b in rack-01 3", "cluster-b in rack-02 3"], Ends(rows, "Source", "HostPairs").Order());
        Outcome closer = _runspace.Run("Test-VMotionPath cluster-b rack-03 -Plan $plan -Server $here | Test-VMotionPath -Plan $plan -Server $here -HostPair");
        Assert.Equal(2 * 3, closer.Clean.Count);
        Assert.All(closer.Clean, row => Assert.Equal(("cluster-b", "rack-03"), (Text(row, "SourceCluster"), Text(row, "DestinationRack"))));
        Assert.Equal(["cluster-b in rack-01 cluster-b in rack-02"], Ends(_runspace.Run("Test-VMotionPath cluster-b cluster-b -Plan $plan -Server $here | Where-Object DestinationRack -eq rack-02 | Where-Object SourceRack -eq rack-01 | Test-VMotionPath -Plan $plan -Server $here"), "Source", "Destination"));

        Assert.Equal(["cluster-b in rack-01"], Ends(_runspace.Run("Test-VMotionPath 'cluster-b in rack-01' rack-03 -Plan $plan -Server $here"), "Source"));

        // Hosts are their server's.
        string theirs = "Test-VMotionPath esx-0102* esx-0301* -Plan $plan -Server $both | Where-Object SourceServer -eq vc02 | Where-Object DestinationServer -ne vc02";
        Assert.Single(_runspace.Run(theirs).Clean);
        Assert.Equal(["vc02"], _runspace.Run(theirs + " | Test-VMotionPath -Plan $plan -Server $both").Values<string>("SourceServer"));
        AssertError("PlaceNotFound", _runspace.Run(theirs + " | Test-VMotionPath -Plan $plan -Server $here"));
        // A machine's row is the machine's; -Destination may take it elsewhere.
        Assert.Equal(["vm-00001 rack-02"], Ends(_runspace.Run("Test-VMotionPath -VM vm-00001 -Destination rack-02 -Plan $plan -Server $here | Test-VMotionPath -Plan $plan -Server $here"), "VM", "Destination"));
        Assert.Equal(["vm-00001 rack-03"], Ends(_runspace.Run("Test-VMotionPath -VM vm-00001 -Destination rack-02 -Plan $plan -Server $here | Test-VMotionPath -Destination rack-03 -Plan $plan -Server $here"), "VM", "Destination"));
    }

    [Fact]
    public void Pings_count_in_the_verdict_and_what_they_measure_stands_beside_it()
    {
        Outcome sound = _runspace.Run("Test-VMotionPath -Plan $plan -Probe");
        Assert.All(sound.Clean, row =>
        {
            Assert.Equal("9000", Text(row, "LargestPacket"));
            Assert.Equal("0", Text(row, "LossPercent"));
            Assert.True((double)row.Properties["RttMinMs"].Value <= (double)row.Properties["RttAvgMs"].Value && (double)row.Properties["RttAvgMs"].Value <= (double)row.Properties["RttMaxMs"].Value);
        });
        Assert.All(sound.Progress.GroupBy(record => record.ActivityId), bar => Assert.Equal(ProgressRecordType.Completed, bar.Last().RecordType));
        Assert.All(_runspace.Run("Test-VMotionPath -Plan $plan").Clean, row => Assert.Null(row.Properties["Measured"].Value));

        PSObject summary = _runspace.Run("Test-VMotionPath -Plan $plan -Probe -Summary").Single;
        Assert.Equal(132, new[] { "Switched", "Routed", "Blocked", "Unknown" }.Sum(kind => (int)summary.Properties[kind].Value));
        Assert.Equal((double)summary.Properties["DifferenceMs"].Value, Math.Round((double)summary.Properties["BetweenRttAvgMs"].Value - (double)summary.Properties["WithinRttAvgMs"].Value, 3), 3);
        // The two of a rack that speak for it each other, and the third one them, but for the one without a gateway.
        Assert.Equal(4 * 4, summary.Properties["WithinPaths"].Value);
        Assert.Equal(4 * 3 * 4, summary.Properties["BetweenPaths"].Value);
        Assert.Contains("TCP 8000", Text(summary, "NotMeasured"), StringComparison.Ordinal);
        Assert.DoesNotContain("free", Text(summary, "Comparison") + Text(summary, "NotMeasured"), StringComparison.OrdinalIgnoreCase);

        // Of two racks by name it needs both within as well.
        summary = _runspace.Run("Test-VMotionPath rack-01 rack-02 -Plan $plan -Probe -Summary").Single;
        Assert.Equal((1, 8, 8), (summary.Properties["Paths"].Value, summary.Properties["WithinPaths"].Value, summary.Properties["BetweenPaths"].Value));

        // No configuration shows this: the gateway of a rack is gone.
        _runspace.Run("Stop-VMotionSimulator; $sim = Start-VMotionSimulator 3 3 -Fault SviDown; $null = $sim | Connect-VMotionServer").Clean.ToString();
        string rack = (string)_runspace.Run("$sim.Faults.Rack").Single.BaseObject;
        Assert.Empty(_runspace.Run("Test-VMotionPath -Plan $plan | Where-Object Verdict -eq Blocked").Clean);
        Outcome probed = _runspace.Run("Test-VMotionPath -Plan $plan -Probe | Where-Object Verdict -eq Blocked");
        Assert.Equal(4, probed.Clean.Count);
        Assert.All(probed.Clean, row => Assert.True((Text(row, "Source") == rack) ^ (Text(row, "Destination") == rack)));
        Assert.All(probed.Values<string>("Why"), why => Assert.Equal("GatewayUnreachable", why));
        Assert.StartsWith("no answer, 100 % lost", Text(probed.Clean[0], "Measured"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_packet_is_found_to_the_byte_and_a_snapshot_answers_the_same_and_makes_nothing_up()
    {
        _runspace.Run("Stop-VMotionSimulator; $sim = Start-VMotionSimulator 3 3 -Fault FabricMtu1500; $null = $sim | Connect-VMotionServer").Clean.ToString();
        string rack = (string)_runspace.Run("$sim.Faults.Rack").Single.BaseObject;
        const string Probe = "Test-VMotionPath -Plan $plan -Probe";
        string[] live = InWords(_runspace.Run(Probe));
        Assert.Contains(live, row => row.EndsWith("Blocked 1500 1501 PathMtuTooSmall", StringComparison.Ordinal));
        Assert.Equal(4, live.Count(row => row.Contains(rack, StringComparison.Ordinal) && row.EndsWith("1500 1501 PathMtuTooSmall", StringComparison.Ordinal)));
        Assert.Equal(5, live.Count(row => row.EndsWith("9000  ", StringComparison.Ordinal)));

        _runspace.Run("Export-VMotionSnapshot $a -Probe -Plan $plan", _folder["fabric.json"]).Clean.ToString();
        Outcome recalled = _runspace.Run(Probe + " -Server (Import-VMotionSnapshot $a)", _folder["fabric.json"]);
        Assert.Equal(live, InWords(recalled));
        Assert.Empty(recalled.Warnings);
        // Who was not asked then is not blamed now, and it is said once.
        Outcome pairs = _runspace.Run(Probe + " -HostPair -Server (Import-VMotionSnapshot $a)", _folder["fabric.json"]);
        Assert.Contains("pings are not in the snapshot", Assert.Single(pairs.Warnings), StringComparison.Ordinal);
        Assert.Equal(9 * 8, pairs.Clean.Count);

        Outcome again = _runspace.Run("Export-VMotionSnapshot $a -Probe -Plan $plan -Server (Import-VMotionSnapshot $b)", _folder["again.json"], _folder["fabric.json"]);
        Assert.Contains("No host of a snapshot", Assert.Single(again.Warnings), StringComparison.Ordinal);
        Assert.Empty(again.Errors);
        Assert.Equal(System.IO.File.ReadAllText(_folder["fabric.json"]), System.IO.File.ReadAllText(_folder["again.json"]));

        static string[] InWords(Outcome rows) => [.. rows.Clean.Select(row => $"{Text(row, "Source")} {Text(row, "Destination")} {Text(row, "Verdict")} {Text(row, "LargestPacket")} {Text(row, "SmallestLost")} {Text(row, "Why")}")];
    }

    [Fact]
    public void More_pings_than_anybody_would_wait_for_are_not_begun()
    {
        _runspace.Run("Stop-VMotionSimulator; $null = Start-VMotionSimulator 13 20 | Connect-VMotionServer").Clean.ToString();
        Assert.StartsWith("TooManyPairs,", _runspace.Run("Test-VMotionPath -HostPair -Probe").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(260 * 259, _runspace.Run("(Test-VMotionPath -HostPair -Summary).Routed + (Test-VMotionPath -HostPair -Summary).Switched").Single.BaseObject);
    }

    [Fact]
    public void What_is_not_there_is_an_error_and_nothing_is_not_everything()
    {
        Assert.StartsWith("PlaceNotFound,", _runspace.Run("Test-VMotionPath nosuch -Plan $plan").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_runspace.Run("Test-VMotionPath nosuch* -Plan $plan").Clean);
        Assert.StartsWith("InvalidPlace,", _runspace.Run("Test-VMotionPath $notSet -Plan $plan").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InvalidPlace,", _runspace.Run("$plan | Test-VMotionPath").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_runspace.Run("@() | Test-VMotionPath -Plan $plan").Clean);
        Assert.StartsWith("PlanNotFound,", _runspace.Run("Test-VMotionPath -Plan nosuch.json").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static void AssertError(string id, Outcome outcome)
    {
        Assert.Empty(outcome.Objects);
        Assert.StartsWith(id + ",", outcome.OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static string[] Ends(Outcome rows, params string[] properties) => [.. rows.Clean.Select(row => string.Join(' ', properties.Select(property => Text(row, property))))];

    private static string Text(PSObject row, string property) => row.Properties[property].Value?.ToString() ?? string.Empty;

    private static string Text(PSObject value) => value.ToString();
}
