# From each host's verdict to what it rests on: its adapters and TCP/IP stacks, as a short report.
#
#   Connect-VMotionServer vc01.example.com -Credential (Get-Credential)
#   ./examples/adapters-by-problem.ps1 -Cluster prod-*
#
# Where this session has no connection it starts a small simulator for itself.
param([string[]] $Cluster)

$ErrorActionPreference = 'Stop'
$simulator = $null
if (-not (Get-VMotionServer)) {
    $simulator = Start-VMotionSimulator -Rack 2 -HostPerRack 3 -Fault MissingGateway, DefaultStackOnly
    $null = $simulator | Connect-VMotionServer
}

try {
    # With what was given to this script: -Cluster or nothing.
    $stuck = @(Get-VMotionRouting @PSBoundParameters | Where-Object Problem)
    foreach ($row in $stuck) {
        "$($row.VMHost) ($($row.Problem)): $($row.Explanation)"
        # A row names its host and its server, so the other cmdlets take it from the pipeline. As text, their rows are a line.
        $row | Get-VMotionAdapter | Where-Object { $_.VMotion -or $_.Management } | ForEach-Object { "  $_" }
        $row | Get-VMotionNetstack -Stack vmotion | ForEach-Object { "  stack $_" }
    }
    "$($stuck.Count) hosts with a problem."
}
finally {
    if ($simulator) { $simulator | Stop-VMotionSimulator }
}
