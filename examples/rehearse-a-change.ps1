# Rehearses a change on a twin of a fabric before the fabric itself is touched: a snapshot, its twin with the plan's racks as its
# network, the change there, the same with something going wrong, the way back; and only then the real one.
#
#   ./examples/rehearse-a-change.ps1 -Snapshot fabric.json.gz -Plan racks.json          with the module imported
#   dotnet run --project src/RoutedVMotion.Shell examples/rehearse-a-change.ps1         on a fabric that is simulated itself
param(
    # What Export-VMotionSnapshot has written of your fabric. Without it, a simulated fabric stands in for yours.
    [string] $Snapshot,
    # The plan of its racks. Needed with -Snapshot.
    [string] $Plan,
    # What goes wrong in the second rehearsal.
    [string] $Rule = 'the 1st UpdateNetworkConfig fails before it takes effect'
)

$ErrorActionPreference = 'Stop'
if ($Snapshot -and -not $Plan) { throw 'With -Snapshot, give the plan to be rehearsed with -Plan.' }
$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), "rehearsal-$PID")
$null = [IO.Directory]::CreateDirectory($folder)
$journal, $after, $back = 'journal', 'after.json', 'back.json' | ForEach-Object { [IO.Path]::Combine($folder, $_) }
$say = { param([string] $Words) '', "# $Words" | Out-Default }
$brief = { process { "  $($_.VMHost): $($_.Status)$(if ($_.Message) { ". $($_.Message)" })" | Out-Default } }
$simulators = [Collections.Generic.List[object]]::new()

try {
    if (-not $Snapshot) {
        # Yours, for now: vMotion of all hosts is on the default stack, in one flat network, and the racks' new VLANs are ready.
        $Snapshot, $Plan = 'fabric.json.gz', 'racks.json' | ForEach-Object { [IO.Path]::Combine($folder, $_) }
        $real = Start-VMotionSimulator -Rack 2 -HostPerRack 2 -Layout Unconverted
        $simulators.Add($real)
        $production = $real | Connect-VMotionServer
        [IO.File]::WriteAllText($Plan, @'
{
  "version": 1,
  "defaults": { "mtu": 9000 },
  "racks": [
    { "name": "rack-01", "leaves": ["leaf-01a", "leaf-01b"],
      "vmotion": { "subnet": "172.16.1.0/24", "gateway": "172.16.1.1", "vlan": 2001,
                   "adapters": [ { "portGroup": ["dvpg-vmotion-r01"], "pool": "172.16.1.11-172.16.1.60" } ] } },
    { "name": "rack-02", "leaves": ["leaf-02a", "leaf-02b"],
      "vmotion": { "subnet": "172.16.2.0/24", "gateway": "172.16.2.1", "vlan": 2002,
                   "adapters": [ { "portGroup": ["dvpg-vmotion-r02"], "pool": "172.16.2.11-172.16.2.60" } ] } }
  ]
}
'@)
        & $say 'A snapshot of the fabric. Nothing but reading.'
        Export-VMotionSnapshot $Snapshot -Server $production
    }

    & $say 'Its twin: the same hosts, and the racks of the plan behind them.'
    $twin = Start-VMotionSimulator -Snapshot $Snapshot -Plan $Plan
    $simulators.Add($twin)
    $stage = $twin | Connect-VMotionServer
    "  $($twin.VMHostCount) hosts in $($twin.Rack) racks, a twin of $($twin.TwinOf)" | Out-Default

    & $say 'The change there, with the command that the fabric itself will get.'
    # A host that fails is what is to be seen here, and no reason to stop.
    $rehearsed = @(Set-VMotionRouting -Server $stage -Plan $Plan -JournalPath $journal -Confirm:$false -ErrorAction Continue)
    $rehearsed | & $brief

    & $say 'What it has changed, as two snapshots tell it.'
    Export-VMotionSnapshot $after -Server $stage
    @(Compare-VMotionSnapshot $Snapshot $after) | Where-Object Property -EQ 'gateway' | ForEach-Object { "  $_" } | Out-Default

    & $say 'The way back, and what is different then.'
    Get-VMotionJournal -JournalPath $journal | Restore-VMotionRouting -Server $stage -JournalPath $journal -Confirm:$false -ErrorAction Continue | & $brief
    Export-VMotionSnapshot $back -Server $stage
    $told = 'stack', 'ipv4', 'gateway', 'mtu', 'services', 'portGroup.name'
    $left = @(Compare-VMotionSnapshot $Snapshot $back | Where-Object { -not $_.Property -or $_.Property -in $told })
    # An adapter may come back by another number: what has gone and come in the same words is no difference.
    $times = @{}
    $left | Where-Object { -not $_.Property } | ForEach-Object { $times["$($_.VMHost) $($_.Before)$($_.After)"] += 1 }
    $left = @($left | Where-Object { $_.Property -or $times["$($_.VMHost) $($_.Before)$($_.After)"] -eq 1 })
    "  $($left.Count) differences in adapters, stacks, addresses, gateways, MTUs, services and port groups" | Out-Default
    $left | ForEach-Object { "  $_" } | Out-Default

    & $say "Once more on a fresh twin, where $Rule."
    $broken = Start-VMotionSimulator -Snapshot $Snapshot -Plan $Plan -Rule $Rule
    $simulators.Add($broken)
    $bad = $broken | Connect-VMotionServer
    Set-VMotionRouting -Server $bad -Plan $Plan -JournalPath $journal -Confirm:$false -ErrorAction SilentlyContinue | & $brief
    & $say 'And again, as one would: it goes on where it ended.'
    Set-VMotionRouting -Server $bad -Plan $Plan -JournalPath $journal -Confirm:$false -ErrorAction Continue | & $brief

    if (-not $production) { return }
    # This fabric ends with the script, and so may its journal. For yours leave out -JournalPath: that one is to stay.
    & $say 'Now the fabric itself.'
    $happened = @(Set-VMotionRouting -Server $production -Plan $Plan -JournalPath $journal -Confirm:$false -ErrorAction Continue)
    $happened | & $brief
    $same = "$($happened | ForEach-Object { "$($_.VMHost) $($_.Status) $($_.Diff)" })" -eq "$($rehearsed | ForEach-Object { "$($_.VMHost) $($_.Status) $($_.Diff)" })"
    "  As rehearsed: $same" | Out-Default
}
finally {
    $simulators | Stop-VMotionSimulator
    [IO.Directory]::Delete($folder, $true)
}
