# From a host's verdict to what it rests on: adapters and TCP/IP stacks, on whatever is connected.
#
#   Connect-VMotionServer vc01.example.com -Credential (Get-Credential)
#   ./examples/adapters-by-problem.ps1 -Cluster prod-*
#
# Without a connection of this session it starts a small simulator for itself.
param([string[]] $Cluster)

$ErrorActionPreference = 'Stop'
$simulator = $null
if (-not (Get-VMotionServer)) {
    $simulator = Start-VMotionSimulator -Rack 2 -HostPerRack 3 -Fault MissingGateway, DefaultStackOnly
    $null = $simulator | Connect-VMotionServer
}

try {
    # A parameter that was not given is left out: -Cluster $null is an error, not "all clusters".
    $which = @{}
    if ($Cluster) { $which.Cluster = $Cluster }
    foreach ($row in Get-VMotionRouting @which | Where-Object Problem) {
        "$($row.VMHost) ($($row.Problem)): $($row.Explanation)"
        # A row names its host and its server, so the other cmdlets take it from the pipeline.
        $row | Get-VMotionAdapter | Where-Object { $_.VMotion -or $_.Management }
        $row | Get-VMotionNetstack | Where-Object IsActive
    }
}
finally {
    if ($simulator) { $simulator | Stop-VMotionSimulator }
}
