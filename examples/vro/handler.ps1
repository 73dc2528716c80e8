# An action of vRealize Orchestrator (VCF Operations orchestrator), PowerShell runtime. README.md beside it says how to bundle it
# and what a workflow does with it. One cluster an action; JSON comes in and goes out.
#
#   mode      plan     what would be done to the cluster: reads only, gives the change set to store and to approve
#             change   performs an approved change set, exactly that
#             restore  takes the cluster back to what the change set says it was
#
# The function's name, and that it takes a context and the inputs, is what the orchestrator asks for.
function Handler($context, $inputs) {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $answer = [ordered] @{ mode = "$($inputs.mode)"; cluster = "$($inputs.cluster)"; result = 'NothingDone'; hosts = @() }
    $work = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [guid]::NewGuid().ToString('N'))
    $server = $null
    $begun = $false
    try {
        foreach ($name in 'mode', 'server', 'userName', 'password', 'cluster') {
            if (-not $inputs.$name) { throw "The input '$name' is empty." }
        }
        if ($inputs.mode -notin 'plan', 'change', 'restore') { throw "The input 'mode' is plan, change or restore, and not '$($inputs.mode)'." }
        if ($inputs.mode -eq 'plan' -and -not $inputs.plan) { throw "The input 'plan' is empty: it is the text of racks.json." }
        # A container and its disk end with the action. What survives it is what the workflow has stored first, or a mounted folder.
        if ($inputs.mode -ne 'plan' -and -not $inputs.changeSet) { throw "The input 'changeSet' is empty: run mode plan, store what it gives, have it approved." }

        # A secure string of the orchestrator comes as text. It is one again from here on.
        $password = [securestring]::new()
        foreach ($character in "$($inputs.password)".ToCharArray()) { $password.AppendChar($character) }
        $credential = [pscredential]::new("$($inputs.userName)", $password)

        $null = [System.IO.Directory]::CreateDirectory($work)
        # The workflow's token is in the journal and in vCenter's log, where nobody has given a ticket.
        $ticket = if ($inputs.ticket) { "$($inputs.ticket)" } elseif ($context.executionId) { "$($context.executionId)" } else { 'vro' }
        $journals = if ($inputs.journalPath) { "$($inputs.journalPath)" } else { [System.IO.Path]::Combine($work, 'journal') }
        $common = @{ Ticket = $ticket; JournalPath = $journals; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
        # An asterisk in a name is a name's, not a pattern's.
        $cluster = [wildcardpattern]::Escape("$($inputs.cluster)")

        # In the bundle it lies beside this file, and whether the runtime looks there by itself depends on its version.
        $module = [System.IO.Path]::Combine($PSScriptRoot, 'Modules', 'RoutedVMotion', 'RoutedVMotion.psd1')
        if (-not [System.IO.File]::Exists($module)) { $module = 'RoutedVMotion' }
        if (-not (Get-Module RoutedVMotion)) { Import-Module $module }
        $trust = @{}
        if ($inputs.thumbprint) { $trust.Thumbprint = "$($inputs.thumbprint)" }
        $server = Connect-VMotionServer -Server "$($inputs.server)" -Credential $credential @trust

        $set = [System.IO.Path]::Combine($work, 'changes.json')
        if ($inputs.changeSet) { [System.IO.File]::WriteAllText($set, "$($inputs.changeSet)") }
        $problems = @()
        $results = @(switch ($inputs.mode) {
                'plan' {
                    $plan = [System.IO.Path]::Combine($work, 'racks.json')
                    [System.IO.File]::WriteAllText($plan, "$($inputs.plan)")
                    Set-VMotionRouting -Server $server -Plan $plan -Cluster $cluster -WhatIf -OutFile $set @common
                }
                'change' {
                    $begun = $true
                    Set-VMotionRouting -Server $server -ApprovedChange $set -Cluster $cluster -SuspendDrs -Confirm:$false @common
                }
                'restore' {
                    $begun = $true
                    # The change set is the one of this cluster: mode plan has made it.
                    Restore-VMotionRouting -Server $server -ApprovedChange $set -Confirm:$false @common
                }
            })
        if (-not $results.Count) {
            if ($problems.Count) { throw $problems[0] }
            throw "Cluster '$($inputs.cluster)' has no host that this is about."
        }

        $answer.hosts = @(foreach ($result in $results) {
                [ordered] @{
                    name = $result.VMHost
                    status = $result.Status
                    proven = [bool] $result.Proven
                    reason = $result.Reason
                    message = $result.Message
                    action = $result.Action
                    changes = @($result.Changes | ForEach-Object { "$_" })
                }
            })
        $bad = @($results | Where-Object Status -In Failed, Skipped).Count
        # To be taken back is what a restoration is for, and a failure of a change.
        if ($inputs.mode -eq 'change') { $bad += @($results | Where-Object Status -EQ RolledBack).Count }
        $answer.result = if ($inputs.mode -eq 'plan') { if ($bad) { 'PlannedInPart' } else { 'Planned' } } elseif ($bad) { 'Failed' } else { 'Done' }
        if ($inputs.mode -eq 'plan') { $answer.changeSet = [System.IO.File]::ReadAllText($set) }
    }
    catch {
        $answer.result = if ($begun) { 'Failed' } else { 'NothingDone' }
        $answer.error = $_.FullyQualifiedErrorId -replace '^(\w+),.*$', '$1'
        $answer.message = if ($_.ErrorDetails) { $_.ErrorDetails.Message } else { $_.Exception.Message }
    }
    finally {
        # What was done, line by line, for the workflow to keep: the container forgets it.
        if ($begun -and [System.IO.Directory]::Exists($journals)) {
            $answer.journal = @([System.IO.Directory]::GetFiles($journals, '*.jsonl'))[-1..-1] | ForEach-Object { [System.IO.File]::ReadAllText($_) }
        }
        if ($server) { Disconnect-VMotionServer -Server $server -ErrorAction SilentlyContinue }
        if ([System.IO.Directory]::Exists($work)) { [System.IO.Directory]::Delete($work, $true) }
    }
    ConvertTo-Json $answer -Depth 5 -Compress
}
