# An evening's work on a simulated fabric: inventory, plan, what-if, approval, change, a host that fails and is taken back, and the
# way back for all of it. docs/walkthrough.md shows what it writes.
#
#   ./examples/walkthrough.ps1                                              with the module imported
#   dotnet run --project src/RoutedVMotion.Shell examples/walkthrough.ps1   with nothing but the .NET SDK
param([string] $Path)

$ErrorActionPreference = 'Stop'
$folder = if ($Path) { $Path } else { [IO.Path]::Combine([IO.Path]::GetTempPath(), "evening-$PID") }
$null = [IO.Directory]::CreateDirectory($folder)
# Two racks, not converted yet. The leaves of one host do not carry the rack's new VLAN, which nobody knows this evening.
$simulator = Start-VMotionSimulator -Rack 2 -HostPerRack 3 -Layout Unconverted -Fault VlanNotTrunked -Seed 4

# Shows a command, then runs it in this scope: what is shown is what is run. Each is formatted by itself, as at a prompt.
$show = {
    param([string] $Command)
    "PS> $Command" | Out-Default
    . ([scriptblock]::Create($Command)) | Out-Default
}

$plan, $changes, $journal, $page = 'racks.json', 'changes.json', 'journal', 'fabric.html' | ForEach-Object { [IO.Path]::Combine($folder, $_) }
try {
    [IO.File]::WriteAllText($plan, @'
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
    $null = $simulator | Connect-VMotionServer

    '', '# 20:00. What is there: vMotion on the default stack, in one flat network.' | Out-Default
    . $show 'Get-VMotionRouting'
    '', '# The network team has given a subnet to each rack. The plan says so, and nothing is wrong with it.' | Out-Default
    . $show 'Test-VMotionPlan $plan'
    . $show 'Test-VMotionRouting -Plan $plan -Rule VMotionOnOtherStack -Summary | ForEach-Object { "$_." }'
    '', '# Who reaches whom today hangs on that flat network, of which the plan''s racks know nothing: configuration does not tell.' | Out-Default
    . $show 'Test-VMotionPath -Plan $plan -Summary | ForEach-Object { "$_" }'
    '', '# 20:10. What would be done. Nothing is written yet but the file for the change board.' | Out-Default
    . $show 'Set-VMotionRouting -Plan $plan -WhatIf -OutFile $changes'
    '', '# 20:30. The board has approved changes.json. Exactly that is done, one host of a cluster at a time.' | Out-Default
    . $show '$results = Set-VMotionRouting -ApprovedChange $changes -Ticket CHG0042 -MaximumFailure 2 -JournalPath $journal -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problems -ThrottleLimit 1'
    . $show '$results'
    '', '# One was taken back. What it says is for the network team:' | Out-Default
    . $show '$results | Where-Object Status -EQ RolledBack | ForEach-Object { $_.Message }'
    '', '# And this is the error that the run ended with:' | Out-Default
    . $show '$problems | ForEach-Object { $_.Exception.Message }'
    '', '# Who reaches whom now: through the gateways, but for that host.' | Out-Default
    . $show 'Test-VMotionPath -Plan $plan'
    '', '# The page for the morning: the fabric, who reaches whom, and what this run has changed.' | Out-Default
    . $show 'Export-VMotionReport $page -Plan $plan -Journal $results[0].JournalId -JournalPath $journal'
    '', '# The old adapters of the cluster stay until it is mended, since that host still needs them.' | Out-Default
    . $show 'Test-VMotionRouting -Plan $plan -Rule VMotionOnOtherStack'
    . $show 'Get-VMotionJournal -JournalPath $journal'
    '', '# 21:00. The leaf cannot be mended tonight, and a cluster that is split is no good night. All of it goes back.' | Out-Default
    . $show 'Get-VMotionJournal -JournalPath $journal | Restore-VMotionRouting -JournalPath $journal -Confirm:$false -ThrottleLimit 1'
    . $show 'Get-VMotionRouting'
}
finally {
    $simulator | Stop-VMotionSimulator
    if (-not $Path) { [IO.Directory]::Delete($folder, $true) }
}
