# Validates a fabric for a scheduler, which reads the exit code, and for whoever reads the log. It never asks anything.
#
#   0   nothing was found of the asked severity or worse
#   1   something was found
#   2   it could not be validated: no connection, no plan, a server that failed, a rack that could not be probed; the log says why
#
#   pwsh -NonInteractive -File scheduled-validation.ps1 -Server vc01.example.com -CredentialFile job.xml -Plan racks.json -Log routing.log
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
    [string[]] $Server,
    [pscredential] $Credential,
    [string] $CredentialFile,
    [string] $UserName,
    [string] $PasswordFile,
    # Pins the certificate, where this machine does not trust the authority that signed it.
    [string] $Thumbprint,
    [string] $Plan,
    # Error, Warning or Information. Judged below: a value that PowerShell itself refuses would end in exit code 1.
    [string] $Severity = 'Error',
    [switch] $Probe,
    # One line of JSON is added for each run. Without it, the line goes to the output.
    [string] $Log,
    # A report with the findings: .json, or .xml for a CI server. The one of the run before is replaced.
    [string] $Report
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

function Resolve-File([string] $Path) {
    $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

$line = [ordered] @{
    Time = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
    Server = $Server -join ', '
    Plan = $Plan
    Severity = $Severity
    Result = 'NotValidated'
    ExitCode = 2
}
$connected = @()
try {
    if (-not $Server) { throw 'Give -Server.' }
    if (-not $Plan) { throw 'Give -Plan.' }
    if ($Severity -notin 'Error', 'Warning', 'Information') { throw "-Severity is Error, Warning or Information, and not '$Severity'." }
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
    foreach ($name in $Server) { $connected += Connect-VMotionServer -Server $name -Credential $login @trust }

    # Any error ends this, a server that cannot be read among them: half a fabric is no fabric without faults.
    $all = @(Test-VMotionRouting -Server $connected -Plan $Plan -Probe:$Probe -WarningVariable unread)
    # Up to the asked severity: names of severities sort by accident only.
    $wanted = @{ Error = 'Error'; Warning = 'Error', 'Warning'; Information = 'Error', 'Warning', 'Information' }[$Severity]
    $findings = @($all | Where-Object Severity -In $wanted)
    if ($Report) { $findings | Export-VMotionReport -Path $Report -Force }

    $line.Findings = $findings.Count
    $line.Errors = @($findings | Where-Object Severity -EQ Error).Count
    $line.Warnings = @($findings | Where-Object Severity -EQ Warning).Count
    # Clusters, networks or virtual machines that could not be read: what is wrong there was not found.
    $line.Unread = @($unread).Count
    $line.First = if ($findings.Count) { "$($findings[0])" }
    $line.Result = if ($findings.Count) { 'Found' } else { 'Clean' }
    $line.ExitCode = if ($findings.Count) { 1 } else { 0 }
    # Nothing found where nobody could be asked is no good news.
    $unasked = @($all | Where-Object Rule -EQ RackNotProbed)
    if ($unasked.Count) {
        $line.RacksNotProbed = $unasked.Count
        if (-not $findings.Count) {
            $line.Result = 'NotValidated'
            $line.ExitCode = 2
            $line.Message = "$($unasked[0])"
        }
    }
}
catch {
    $line.Error = $_.FullyQualifiedErrorId -replace '^(\w+),.*$', '$1'
    $line.Message = if ($_.ErrorDetails) { $_.ErrorDetails.Message } else { $_.Exception.Message }
}
finally {
    if ($connected) { Disconnect-VMotionServer -Server $connected -ErrorAction SilentlyContinue }
}

$json = ConvertTo-JsonLine $line
try {
    if ($Log) { [IO.File]::AppendAllText((Resolve-File $Log), $json + "`n") } else { $json }
}
catch {
    # A log that cannot be written is no reason to keep the result to oneself.
    $json
    [Console]::Error.WriteLine("The log cannot be written: $($_.Exception.Message)")
    $line.ExitCode = 2
}
exit $line.ExitCode
