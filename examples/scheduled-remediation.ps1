# Brings a fabric to its plan within limits, a few clusters a night, for a scheduler, which reads the exit code, and for whoever
# reads the log. It never asks anything.
#
#   0   every host is as planned
#   1   what was begun went well, and something is left: clusters for another night, or hosts that may not be changed
#   2   nothing was changed: no connection, no plan, another run, a server that failed; the log says why
#   3   a host failed or was taken back, or the run broke off: look at it before the next night
#
#   pwsh -NonInteractive -File scheduled-remediation.ps1 -Server vc01.example.com -CredentialFile job.xml -Plan racks.json
#       -JournalPath /var/lib/routedvmotion -MaximumCluster 2 -StopAt 05:00 -SuspendDrs -Log routing.log -Summary mail.txt
#
# The credential is made once, by the user who runs the job, on the machine that runs it. On Windows nobody else can read it;
# elsewhere the file's rights protect it:
#
#   Get-Credential | Export-Clixml job.xml
#
# Instead, -UserName and -PasswordFile take the password from a file that a secret store provides (a mounted secret, a
# credential of systemd); -Credential takes an object, for a script that calls this one.
[CmdletBinding()]
# Names of files, not what is in them.
[System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPlainTextForPassword', 'CredentialFile')]
[System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPlainTextForPassword', 'PasswordFile')]
param(
    [string] $Server,
    [pscredential] $Credential,
    [string] $CredentialFile,
    [string] $UserName,
    [string] $PasswordFile,
    # Pins the certificate, where this machine does not trust the authority that signed it.
    [string] $Thumbprint,
    [string] $Plan,
    # On storage that survives this machine or container: without the journal nothing can be taken back.
    [string] $JournalPath,
    # As many clusters are begun, the first by name of those that need it. The next ones are for the next night.
    [int] $MaximumCluster = 1,
    # As many hosts of a cluster may fail before it is left alone. One cluster with a failure ends the night for those to come.
    [int] $MaximumFailure = 1,
    # The time of day, on this machine, by which everything has to be done: no cluster is begun that may not be. The next such
    # time is meant, 05:00 tomorrow if this starts at 22:00.
    [string] $StopAt,
    [switch] $SuspendDrs,
    [switch] $RequireMaintenanceMode,
    [string] $Ticket,
    # One line of JSON is added for each run. Without it, the line goes to the output.
    [string] $Log,
    # A text to send by mail. The one of the run before is replaced.
    [string] $Summary
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# ConvertTo-Json would do as well. This way the script needs nothing but the engine's own commands.
function ConvertTo-JsonLine([System.Collections.IDictionary] $Values) {
    $members = foreach ($name in $Values.Keys) {
        $value = $Values[$name]
        $text = if ($null -eq $value) { 'null' }
        elseif ($value -is [bool]) { if ($value) { 'true' } else { 'false' } }
        elseif ($value -is [int] -or $value -is [double]) { $value.ToString([cultureinfo]::InvariantCulture) }
        else { '"' + ("$value" -replace '[\x00-\x1f]+', ' ' -replace '\\', '\\' -replace '"', '\"') + '"' }
        '"' + $name + '":' + $text
    }
    '{' + ($members -join ',') + '}'
}

function Get-Distinct([string[]] $Values) {
    [System.Collections.Generic.SortedSet[string]]::new([string[]] @($Values | Where-Object { $_ }))
}

function Resolve-File([string] $Path) {
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

$line = [ordered] @{
    Time = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
    Server = $Server
    Plan = $Plan
    Ticket = $Ticket
    Result = 'NothingDone'
    ExitCode = 2
}
$text = [System.Collections.Generic.List[string]]::new()
$connected = $null
$begun = $false
try {
    if (-not $Server) { throw 'Give -Server.' }
    if (-not $Plan) { throw 'Give -Plan.' }
    if (-not $JournalPath) { throw 'Give -JournalPath, on storage that survives this machine.' }
    if ($MaximumCluster -lt 1) { throw '-MaximumCluster is 1 or more.' }
    $limits = @{ MaximumFailure = $MaximumFailure; SuspendDrs = $SuspendDrs; RequireMaintenanceMode = $RequireMaintenanceMode; JournalPath = $JournalPath }
    if ($Ticket) { $limits.Ticket = $Ticket }
    if ($StopAt) {
        $time = [timespan]::Zero
        if (-not [timespan]::TryParse($StopAt, [cultureinfo]::InvariantCulture, [ref] $time) -or $time -lt [timespan]::Zero -or $time.Days) {
            throw "-StopAt is a time of day, such as 05:00, and not '$StopAt'."
        }
        $limits.StopAt = [datetime]::Today + $time
        if ($limits.StopAt -le [datetime]::Now) { $limits.StopAt = $limits.StopAt.AddDays(1) }
    }
    $trust = @{}
    if ($Thumbprint) { $trust.Thumbprint = $Thumbprint }
    $login = $Credential
    if (-not $login -and $CredentialFile) {
        # What Import-Clixml does.
        $login = [System.Management.Automation.PSSerializer]::Deserialize([IO.File]::ReadAllText((Resolve-File $CredentialFile)))
        if ($login -isnot [pscredential]) { throw "$CredentialFile holds no credential." }
    }
    if (-not $login) {
        if (-not $UserName -or -not $PasswordFile) { throw 'Give -CredentialFile, or -UserName and -PasswordFile.' }
        $password = [securestring]::new()
        foreach ($character in [IO.File]::ReadAllText((Resolve-File $PasswordFile)).TrimEnd("`r", "`n").ToCharArray()) { $password.AppendChar($character) }
        $login = [pscredential]::new($UserName, $password)
    }
    $connected = Connect-VMotionServer -Server $Server -Credential $login @trust

    # What is wrong, and what would be done: this only reads. Any error ends it here.
    $line.FindingsBefore = @(Test-VMotionRouting -Server $connected -Plan $Plan | Where-Object FixedBySet).Count
    $planned = @(Set-VMotionRouting -Server $connected -Plan $Plan -WhatIf @limits)
    $toDo = @($planned | Where-Object Status -EQ Planned)
    # A host in no cluster is for a person.
    $tonight = @(Get-Distinct $toDo.Cluster)[0..($MaximumCluster - 1)]

    $results = @()
    $splits = @()
    foreach ($name in $tonight | Where-Object { $_ }) {
        # An asterisk in a name is a name's, not a pattern's.
        $pattern = [wildcardpattern]::Escape($name)
        # A host that fails is an error and a result, and the others go on; an error without results is the server's.
        $begun = $true
        $ofCluster = @(Set-VMotionRouting -Server $connected -Plan $Plan -Cluster $pattern -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problems @limits)
        if (-not $ofCluster.Count -and $problems.Count) { throw $problems[0] }
        $results += $ofCluster
        $splits += @($problems | Where-Object FullyQualifiedErrorId -Like 'ClusterSplit*' | ForEach-Object { $_.Exception.Message })
        if (@($results | Where-Object Status -In Failed, RolledBack).Count) { break }
    }

    $line.Changed = @($results | Where-Object Status -EQ Changed).Count
    $line.RolledBack = @($results | Where-Object Status -EQ RolledBack).Count
    $line.Failed = @($results | Where-Object Status -EQ Failed).Count
    # All that is not as planned and was not touched tonight.
    $done = @($results | Where-Object Status -In Changed, Compliant, RolledBack, Failed | ForEach-Object VMHostId)
    $left = @($planned | Where-Object { $_.Status -ne 'Compliant' -and $_.VMHostId -notin $done })
    $line.Left = $left.Count
    $line.Clusters = @(Get-Distinct ($results | Where-Object Status -In Changed, RolledBack, Failed).Cluster) -join ', '
    $line.Journal = @(Get-Distinct $results.JournalId) -join ', '
    $line.FindingsAfter = @(Test-VMotionRouting -Server $connected -Plan $Plan | Where-Object FixedBySet).Count

    $bad = $line.RolledBack + $line.Failed
    $line.ExitCode = if ($bad) { 3 } elseif ($left.Count) { 1 } else { 0 }
    $line.Result = @{ 0 = 'AsPlanned'; 1 = 'SomethingLeft'; 3 = 'Failed' }[$line.ExitCode]

    $text.Add("vMotion routing of $Server`: $($line.Changed) hosts changed, $($line.RolledBack) taken back, $($line.Failed) failed, $($line.Left) left.")
    foreach ($result in $results | Where-Object Status -In RolledBack, Failed) { $text.Add("$($result.Status): $($result.VMHost): $($result.Message) $($result.Action)") }
    foreach ($split in $splits) { $text.Add($split) }
    foreach ($result in $results | Where-Object Status -EQ Changed) { $text.Add("Changed: $($result.VMHost)$(if ($result.Proven) { ', proven by ping' })") }
    foreach ($result in $left) {
        $text.Add("Left: $($result.VMHost): $(if ($result.Status -eq 'Planned') { 'another night' } else { "$($result.Message) $($result.Action)" })")
    }
    if ($line.Journal) { $text.Add("Taken back with: Restore-VMotionRouting -Journal $($line.Journal) -JournalPath $JournalPath") }
}
catch {
    $line.Error = $_.FullyQualifiedErrorId -replace '^(\w+),.*$', '$1'
    $line.Message = if ($_.ErrorDetails) { $_.ErrorDetails.Message } else { $_.Exception.Message }
    $line.ExitCode = if ($begun) { 3 } else { 2 }
    if ($begun) { $line.Result = 'BrokenOff' }
    $text.Add("vMotion routing of $Server`: $(if ($begun) { 'broken off' } else { 'nothing was done' }): $($line.Message)")
    if ($begun) { $text.Add("Look at it with: Get-VMotionJournal -JournalPath $JournalPath") }
}
finally {
    if ($connected) { Disconnect-VMotionServer -Server $connected -ErrorAction SilentlyContinue }
}

$json = ConvertTo-JsonLine $line
try {
    if ($Summary) { [IO.File]::WriteAllText((Resolve-File $Summary), ($text -join "`n") + "`n") }
    if ($Log) { [IO.File]::AppendAllText((Resolve-File $Log), $json + "`n") } else { $json }
}
catch {
    # A log that cannot be written is no reason to keep the result to oneself.
    $json
    [Console]::Error.WriteLine("The log or the summary cannot be written: $($_.Exception.Message)")
    if ($line.ExitCode -lt 2) { $line.ExitCode = 2 }
}
exit $line.ExitCode
