# A first look: a simulated leaf-spine fabric, some of whose hosts will not route vMotion, and why.
#
#   ./examples/quickstart.ps1                                              with the module imported
#   dotnet run --project src/RoutedVMotion.Shell examples/quickstart.ps1   with nothing but the .NET SDK
param(
    [int] $Rack = 3,
    [int] $HostPerRack = 3,
    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'

# A vCenter in this process, with three faults, one of them on two hosts. Nothing outside this machine is touched.
$fault = 'MissingGateway=2', 'DefaultStackOnly', 'Disconnected'
$simulator = Start-VMotionSimulator -Rack $Rack -HostPerRack $HostPerRack -Fault $fault -Seed $Seed
try {
    # With a vCenter of your own: Connect-VMotionServer vc01.example.com -Credential (Get-Credential)
    $server = $simulator | Connect-VMotionServer
    "Connected to $server."

    # One row for each host. -Server keeps to the simulator where this session has other connections, too.
    $routing = Get-VMotionRouting -Server $server
    $routing

    # Rows are objects: every column is a property, and there are more of them than the table shows.
    $stuck = @($routing | Where-Object { -not $_.CanRoute })
    ''
    "$($stuck.Count) of $(@($routing).Count) hosts will not route vMotion out of their rack:"
    $stuck | ForEach-Object { "  $($_.VMHost): $($_.Explanation)" }

    Disconnect-VMotionServer -Server $server
}
finally {
    $simulator | Stop-VMotionSimulator
}
