# From a sound fabric to a plan, and from the plan to the hosts that deviate from it, on simulated fabrics.
#
#   ./examples/validate-a-fabric.ps1                                              with the module imported
#   dotnet run --project src/RoutedVMotion.Shell examples/validate-a-fabric.ps1   with nothing but the .NET SDK
param(
    [int] $Rack = 4,
    [int] $HostPerRack = 4,
    [string[]] $Fault = @('MissingGateway', 'WrongGateway', 'MtuMismatch', 'WrongVlan', 'DefaultStackOnly', 'MixedStacks'),
    # Where the plan goes; without it, it is put aside and removed again.
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$plan = if ($Path) { $Path } else { [IO.Path]::Combine([IO.Path]::GetTempPath(), "racks-$PID.json") }
try {
    # The day on which all was well: what the fabric is becomes the plan.
    $sound = Start-VMotionSimulator -Rack $Rack -HostPerRack $HostPerRack
    $server = $sound | Connect-VMotionServer
    New-VMotionPlan -Server $server | Export-VMotionPlan -Path $plan -Force
    $sound | Stop-VMotionSimulator
    'The plan:'
    (Import-VMotionPlan -Path $plan).Racks | ForEach-Object { "  $_, $($_.Leaves)" }

    # Some months later: the same fabric, and not all of it is as it was.
    $today = Start-VMotionSimulator -Rack $Rack -HostPerRack $HostPerRack -Fault $Fault
    $server = $today | Connect-VMotionServer
    # Virtual machines are another matter, and many: they are left out here.
    Test-VMotionRouting -Server $server -Plan $plan -Probe | Where-Object { -not $_.VM }

    ''
    Test-VMotionRouting -Server $server -Plan $plan -Summary | ForEach-Object { "$_." }
}
finally {
    $sound, $today | Where-Object { $_ -and $_.IsRunning } | Stop-VMotionSimulator
    if (-not $Path) { [IO.File]::Delete($plan) }
}
