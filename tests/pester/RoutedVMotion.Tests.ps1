# The module as a user has it, in a real PowerShell. Build it first: dotnet build src/RoutedVMotion.PowerShell
# Pester 5 and 6. What the hosted tests cannot show is here: rendering, ConvertTo-Json, Select-Object, Get-Help.

BeforeAll {
    $script:manifest = [System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'module', 'RoutedVMotion.psd1')
    Import-Module $manifest -Force
}

AfterAll {
    Remove-Module RoutedVMotion
}

Describe 'The module' {
    It 'has a manifest that PowerShell accepts' {
        (Test-ModuleManifest $manifest).Name | Should -Be 'RoutedVMotion'
    }

    It 'has nothing that breaks PowerShell''s conventions' {
        $approved = (Get-Verb).Verb
        foreach ($command in Get-Command -Module RoutedVMotion) {
            $approved | Should -Contain $command.Verb
            $command.CommandType | Should -Be 'Cmdlet'
            $command.OutputType | Should -Not -BeNullOrEmpty
        }
    }
}

Describe 'From a simulator to rows' {
    BeforeAll {
        $script:simulator = Start-VMotionSimulator -Rack 3 -HostPerRack 4 -Fault 'MissingGateway=2', 'DefaultStackOnly' -Seed 5
        $script:server = $simulator | Connect-VMotionServer
    }

    AfterAll {
        Stop-VMotionSimulator
    }

    It 'connects' {
        $server.IsConnected | Should -BeTrue
        $server.Kind | Should -Be 'Simulator'
        (Get-VMotionServer).Name | Should -Be $simulator.Name
    }

    It 'shows every host once' {
        $rows = @(Get-VMotionRouting)
        $rows.Count | Should -Be 12
        @($rows | Select-Object -ExpandProperty VMHost -Unique).Count | Should -Be 12
    }

    It 'finds the faults where they were put, and no others' {
        $found = Get-VMotionRouting | Where-Object CanRoute -EQ $false | Sort-Object VMHost
        ($found.VMHost -join ' ') | Should -Be (($simulator.Faults.VMHost | Sort-Object) -join ' ')
        $found.Problem | Should -Contain 'NoGateway'
        $found.Problem | Should -Contain 'LeavesByManagement'
    }

    It 'answers at a glance which hosts will not route, and why, within <Width> characters' -TestCases @(
        @{ Width = 120 }
        @{ Width = 80 }
    ) {
        param($Width)
        $lines = (Get-VMotionRouting | Out-String -Width $Width) -split '\r?\n'
        @($lines | Where-Object Length -GT $Width).Count | Should -Be 0
        $lines -match '^VMHost +CanRoute +Problem' | Should -Not -BeNullOrEmpty
        @($lines -match 'False +NoGateway').Count | Should -Be 2
        @($lines -match 'False +LeavesByManagement').Count | Should -Be 1
    }

    It 'has a list with all of it' {
        $list = Get-VMotionRouting | Select-Object -First 1 | Format-List | Out-String
        $list | Should -Match 'Explanation +: '
        $list | Should -Match 'Uplinks +: '
    }

    It 'renders <Command> within 120 characters' -TestCases @(
        @{ Command = 'Get-VMotionAdapter' }
        @{ Command = 'Get-VMotionNetstack' }
        @{ Command = 'Get-VMotionServer' }
    ) {
        param($Command)
        $lines = (& $Command | Out-String -Width 120) -split '\r?\n'
        $lines.Count | Should -BeGreaterThan 3
        @($lines | Where-Object Length -GT 120).Count | Should -Be 0
    }

    It 'converts to JSON and comes back as it was' {
        # Rows in a row in a list are three deep, one more than ConvertTo-Json goes by itself.
        $json = Get-VMotionRouting -Neighbor | ConvertTo-Json -Depth 3 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $rows = $json | ConvertFrom-Json
        $rows.Count | Should -Be 12
        $rows[0].Adapters[0].Device | Should -Be 'vmk0'
        $rows[0].CanRoute | Should -BeOfType [bool]
        # Rows that have been a file in between still mean their hosts.
        @($rows | Select-Object -First 2 | Get-VMotionAdapter -VMotion).Count | Should -Be 2
    }

    It 'converts to JSON without a warning: <Command>' -TestCases @(
        @{ Command = 'Get-VMotionRouting | Select-Object -First 1' }
        @{ Command = 'Get-VMotionAdapter' }
        @{ Command = 'Get-VMotionNetstack' }
        @{ Command = 'Get-VMotionServer' }
    ) {
        param($Command)
        $rows = & ([scriptblock]::Create($Command))
        ConvertTo-Json -InputObject $rows -WarningVariable warnings -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'does not write the simulator''s password anywhere by accident' {
        $password = $simulator.Credential.GetNetworkCredential().Password
        ($simulator | Format-List | Out-String) | Should -Not -Match ([regex]::Escape($password))
        ($simulator | ConvertTo-Json -WarningAction SilentlyContinue) | Should -Not -Match ([regex]::Escape($password))
    }

    It 'stops reading when enough was seen' {
        @(Get-VMotionRouting | Select-Object -First 1).Count | Should -Be 1
        @(Get-VMotionRouting).Count | Should -Be 12
    }

    It 'narrows by name, wildcard and pipeline' {
        $first = Get-VMotionRouting | Select-Object -First 1
        (Get-VMotionRouting $first.VMHost).VMHost | Should -Be $first.VMHost
        @(Get-VMotionRouting ($first.VMHost.Substring(0, 6) + '*')).Count | Should -BeGreaterThan 1
        @($first, $first | Get-VMotionAdapter | Select-Object -ExpandProperty VMHost -Unique) | Should -Be $first.VMHost
    }

    It 'says what to do about a host that is not there' {
        Get-VMotionRouting nosuch.example.com -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'VMHostNotFound,*'
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'completes names that are known already' {
        $first = (Get-VMotionRouting | Sort-Object VMHost | Select-Object -First 1).VMHost
        $line = 'Get-VMotionRouting -VMHost ' + $first.Substring(0, $first.Length - 3)
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain $first
    }

    It 'works from a server object in a job of another runspace' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($manifest, $server) Import-Module $manifest; Get-VMotionRouting -Server $server').AddArgument($manifest).AddArgument($server)
            $shell.Invoke().Count | Should -Be 12
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'From a plan to findings' {
    BeforeAll {
        $script:folder = Join-Path ([System.IO.Path]::GetTempPath()) "rvm [$PID]"
        $null = New-Item -ItemType Directory -Path $folder
        $script:plan = Join-Path $folder 'racks.json'
        $sound = Start-VMotionSimulator -Rack 3 -HostPerRack 4
        $null = $sound | Connect-VMotionServer
        New-VMotionPlan | Export-VMotionPlan -Path $plan
        $sound | Stop-VMotionSimulator
        $script:simulator = Start-VMotionSimulator -Rack 3 -HostPerRack 4 -Fault MissingGateway, MtuMismatch
        $null = $simulator | Connect-VMotionServer
    }

    AfterAll {
        Stop-VMotionSimulator
        Remove-Item -LiteralPath $folder -Recurse
    }

    It 'finds the faults where they were put' {
        $found = @(Test-VMotionRouting -Plan $plan -Severity Error)
        ($found.VMHost | Sort-Object) -join ' ' | Should -Be (($simulator.Faults.VMHost | Sort-Object) -join ' ')
        $found.Rule | Should -Contain 'GatewayMissing'
        $found.Rule | Should -Contain 'MtuDiffersFromPlan'
    }

    It 'shows findings by rack and host, whole, and broken between words, within <Width> characters' -TestCases @(
        @{ Width = 120 }
        @{ Width = 160 }
    ) {
        param($Width)
        $text = Test-VMotionRouting -Plan $plan -Severity Error | Out-String -Width $Width
        $lines = $text -split '\r?\n'
        @($lines | Where-Object Length -GT $Width).Count | Should -Be 0
        $lines -match '^ +Place: rack-\d\d, esx-' | Should -Not -BeNullOrEmpty
        $lines -match '^Severity +Rule +Where +Expected +Found' | Should -Not -BeNullOrEmpty
        $text | Should -Not -Match ([char] 0x2026)
        ($lines -match 'GatewayMissing').Count | Should -Be 1
        $lines -match 'no gateway and no static route to *$' | Should -Not -BeNullOrEmpty
    }

    It 'renders <Command> within 120 characters' -TestCases @(
        @{ Command = 'Import-VMotionPlan $plan' }
        @{ Command = '(Import-VMotionPlan $plan).Racks' }
        @{ Command = 'Get-VMotionRule' }
        @{ Command = 'Test-VMotionRouting -Plan $plan -Summary' }
        @{ Command = '(Test-VMotionRouting -Plan $plan -Summary).ByRule' }
    ) {
        param($Command)
        $lines = (& ([scriptblock]::Create($Command)) | Out-String -Width 120) -split '\r?\n'
        $lines.Count | Should -BeGreaterThan 3
        @($lines | Where-Object Length -GT 120).Count | Should -Be 0
    }

    It 'converts to JSON without a warning: <Command>' -TestCases @(
        @{ Command = 'Test-VMotionRouting -Plan $plan' }
        @{ Command = 'Test-VMotionRouting -Plan $plan -Summary' }
        @{ Command = 'Get-VMotionRule' }
        @{ Command = 'Import-VMotionPlan $plan' }
    ) {
        param($Command)
        $rows = & ([scriptblock]::Create($Command))
        ConvertTo-Json -InputObject $rows -Depth 3 -WarningVariable warnings -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'takes a plan as a file, a path and an object' {
        @(Get-Item -LiteralPath $plan | Test-VMotionPlan -Offline).Count | Should -Be 0
        (Get-ChildItem -LiteralPath $folder | Import-VMotionPlan).Racks.Count | Should -Be 3
        @(Test-VMotionRouting -Plan (Import-VMotionPlan $plan) -Severity Error).Count | Should -Be 2
    }

    It 'writes a report that a CI server shows' {
        $report = Join-Path $folder 'routing.xml'
        Export-VMotionReport -Path $report -Plan $plan -Severity Error
        $xml = [xml] (Get-Content -LiteralPath $report -Raw)
        $xml.testsuites.failures | Should -Be 2
        @($xml.testsuites.testsuite | Where-Object failures -EQ 1).Count | Should -Be 2
        { Export-VMotionReport -Path $report -Plan $plan -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,RoutedVMotion.PowerShell.Commands.ExportVMotionReportCommand'
    }
}

Describe 'Paths from rack to rack' {
    BeforeAll {
        $script:simulator = Start-VMotionSimulator -Rack 3 -HostPerRack 3 -Seed 5 -Fault MissingGateway
        $null = $simulator | Connect-VMotionServer
        $script:plan = New-VMotionPlan
        $script:bad = $simulator.Faults[0]
    }

    AfterAll {
        Stop-VMotionSimulator
    }

    It 'has a row for each pair of racks, and the bad host as an exception' {
        $rows = @(Test-VMotionPath -Plan $plan)
        $rows.Count | Should -Be 9
        @($rows | Where-Object { $_.Source -ne $_.Destination -and $_.Verdict -ne 'Routed' }).Count | Should -Be 0
        $odd = @($rows | Where-Object Why)
        $odd.Count | Should -Be 4
        ($odd.Exceptions | Select-Object -ExpandProperty VMHost -Unique) | Should -Be $bad.VMHost
    }

    It 'looks at one pair closely' {
        $pairs = @(Test-VMotionPath $bad.Rack -Plan $plan | Where-Object Why | Test-VMotionPath -Plan $plan -HostPair)
        $pairs.Count | Should -Be 18
        @($pairs | Where-Object Verdict -EQ 'Blocked').Count | Should -Be 6
        $pairs[0].Networks[0].Network | Should -Not -BeNullOrEmpty
    }

    It 'renders <Command> within 120 characters' -TestCases @(
        @{ Command = 'Test-VMotionPath -Plan $plan' }
        @{ Command = '(Test-VMotionPath $bad.Rack -Plan $plan).Exceptions' }
        @{ Command = '(Test-VMotionPath $bad.VMHost -Plan $plan).Reasons' }
        @{ Command = '(Test-VMotionPath -Plan $plan)[1].Networks' }
        @{ Command = 'Test-VMotionPath -Plan $plan -Probe' }
        @{ Command = 'Test-VMotionPath -Plan $plan -Probe -Summary' }
    ) {
        param($Command)
        $lines = (& ([scriptblock]::Create($Command)) | Out-String -Width 120) -split '\r?\n'
        $lines.Count | Should -BeGreaterThan 3
        @($lines | Where-Object Length -GT 120).Count | Should -Be 0
    }

    It 'migrates a canary there and back, and not with -WhatIf' {
        $planned = @(Test-VMotionPath $bad.Rack $bad.Rack -Plan $plan -VM * | ForEach-Object {
                Test-VMotionPath -CanaryVM $_.VM -Migrate -Destination $bad.Rack -Plan $plan -WhatIf
            } | Where-Object Result -EQ 'Planned')[0]
        $planned.VMHost | Should -Be $planned.Source
        $row = Test-VMotionPath -CanaryVM $planned.VM -Migrate -Destination $planned.Destination -Plan $plan -Confirm:$false
        $row.Result | Should -Be 'Passed'
        $row.VMHost | Should -Be $planned.Source
        @($row.Legs | Where-Object DurationSec -GT 0).Count | Should -Be 2
        { Test-VMotionPath -CanaryVM $planned.VM -ErrorAction Stop } | Should -Throw -ErrorId 'MigrateRequired,*'
    }

    It 'converts to JSON without a warning' {
        ConvertTo-Json -InputObject @(Test-VMotionPath -Plan $plan) -Depth 3 -WarningVariable warnings -WarningAction SilentlyContinue | Should -Match 'GatewayMissing'
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'From a plan to changed hosts, and back' {
    BeforeAll {
        $script:folder = Join-Path ([System.IO.Path]::GetTempPath()) "rvm set [$PID]"
        $null = New-Item -ItemType Directory -Path $folder
        $script:plan = Join-Path $folder 'racks.json'
        $script:changes = Join-Path $folder 'changes.json'
        $script:journal = Join-Path $folder 'journal'
        $racks = foreach ($number in 1, 2) {
            @{
                name = "rack-0$number"
                leaves = @("leaf-0${number}a", "leaf-0${number}b")
                vmotion = @{
                    subnet = "172.16.$number.0/24"
                    gateway = "172.16.$number.1"
                    vlan = 2000 + $number
                    adapters = @(@{ portGroup = @("dvpg-vmotion-r0$number"); pool = "172.16.$number.11-172.16.$number.60" })
                }
            }
        }
        @{ version = 1; defaults = @{ mtu = 9000 }; racks = $racks } | ConvertTo-Json -Depth 6 | Set-Content -LiteralPath $plan
        $script:simulator = Start-VMotionSimulator -Rack 2 -HostPerRack 2 -Layout Unconverted
        $null = $simulator | Connect-VMotionServer
    }

    AfterAll {
        Stop-VMotionSimulator
        Remove-Item -LiteralPath $folder -Recurse
    }

    It 'shows what it would do, and does nothing' {
        $before = Get-VMotionAdapter | Select-Object VMHost, Device, Stack, IPv4Address | ConvertTo-Json
        $planned = @(Set-VMotionRouting -Plan $plan -WhatIf -OutFile $changes)
        $planned.Count | Should -Be 4
        $planned.Status | Select-Object -Unique | Should -Be 'Planned'
        $lines = ($planned | Out-String -Width 120) -split '\r?\n'
        @($lines | Where-Object Length -GT 120).Count | Should -Be 0
        Get-VMotionAdapter | Select-Object VMHost, Device, Stack, IPv4Address | ConvertTo-Json | Should -Be $before
        Test-Path -LiteralPath $journal | Should -BeFalse
    }

    It 'does what was approved, and proves it' {
        $results = @(Set-VMotionRouting -ApprovedChange $changes -Ticket CHG1 -JournalPath $journal -Confirm:$false)
        $results.Status | Select-Object -Unique | Should -Be 'Changed'
        $results.Proven | Select-Object -Unique | Should -BeTrue
        @(Get-VMotionRouting | Where-Object CanRoute).Count | Should -Be 4
        ConvertTo-Json -InputObject $results -Depth 3 -WarningVariable warnings -WarningAction SilentlyContinue | Should -Match 'CHG1'
        $warnings | Should -BeNullOrEmpty
    }

    It 'has nothing to do the second time' {
        @(Set-VMotionRouting -Plan $plan -JournalPath $journal -Confirm:$false).Status | Select-Object -Unique | Should -Be 'Compliant'
        @(Get-VMotionJournal -JournalPath $journal).Count | Should -Be 1
    }

    It 'gives back what was there' {
        $run = Get-VMotionJournal -JournalPath $journal
        $run.State | Should -Be 'Complete'
        $run.Ticket | Should -Be 'CHG1'
        $results = @($run | Restore-VMotionRouting -JournalPath $journal -Confirm:$false)
        $results.Status | Select-Object -Unique | Should -Be 'RolledBack'
        @(Get-VMotionRouting | Where-Object CanRoute).Count | Should -Be 0
    }

    It 'renders <Command> within 120 characters' -TestCases @(
        @{ Command = 'Get-VMotionJournal -JournalPath $journal' }
        @{ Command = '(Get-VMotionJournal -JournalPath $journal).Hosts' }
        @{ Command = '(Set-VMotionRouting -Plan $plan -WhatIf)[0].Changes' }
    ) {
        param($Command)
        $lines = (& ([scriptblock]::Create($Command)) | Out-String -Width 120) -split '\r?\n'
        $lines.Count | Should -BeGreaterThan 3
        @($lines | Where-Object Length -GT 120).Count | Should -Be 0
    }
}

Describe 'Snapshots' {
    BeforeAll {
        $script:folder = Join-Path ([System.IO.Path]::GetTempPath()) ([Guid]::NewGuid())
        $null = New-Item -ItemType Directory -Path $folder
        $script:simulator = Start-VMotionSimulator -Rack 2 -HostPerRack 2 -Fault MissingGateway -Seed 3
        $null = $simulator | Connect-VMotionServer
        $script:before = Join-Path $folder 'before.json.gz'
        $script:after = Join-Path $folder 'after.json'
        New-VMotionPlan | Export-VMotionPlan (Join-Path $folder 'racks.json')
        Export-VMotionSnapshot $before -Probe -Plan (Join-Path $folder 'racks.json')
    }

    AfterAll {
        Stop-VMotionSimulator
        Remove-Item -LiteralPath $folder -Recurse
    }

    It 'is a server that is never a default' {
        $snapshot = Import-VMotionSnapshot $before
        $snapshot.Kind | Should -Be 'Snapshot'
        (Get-VMotionServer).Kind | Should -Be 'Simulator'
        $live = Get-VMotionRouting | Sort-Object VMHost | ConvertTo-Json -Depth 3
        Get-VMotionRouting -Server $snapshot | Sort-Object VMHost | ConvertTo-Json -Depth 3 | Should -Be $live
    }

    It 'answers pings as they were, and refuses to be changed' {
        $snapshot = Get-Item -LiteralPath $before | Import-VMotionSnapshot
        @(Test-VMotionRouting -Server $snapshot -Plan (Join-Path $folder 'racks.json') -Probe -Severity Error).Rule | Should -Contain 'GatewayMissing'
        { Set-VMotionRouting -Server $snapshot -Plan (Join-Path $folder 'racks.json') -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'SnapshotNotWritable,RoutedVMotion.PowerShell.Commands.SetVMotionRoutingCommand'
    }

    It 'says what a change has made different, within 120 characters' {
        $null = Set-VMotionRouting -Plan (Join-Path $folder 'racks.json') -JournalPath (Join-Path $folder 'journal') -Confirm:$false
        Export-VMotionSnapshot $after
        $different = @(Compare-VMotionSnapshot $before $after)
        $different.VMHost | Select-Object -Unique | Should -Be $simulator.Faults.VMHost
        $lines = ($different | Out-String -Width 120) -split '\r?\n'
        @($lines | Where-Object Length -GT 120).Count | Should -Be 0
        $lines -match '^Item +Property +Change' | Should -Not -BeNullOrEmpty
    }
}

Describe 'Without a connection' {
    It 'says what to type' {
        { Get-VMotionRouting -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,RoutedVMotion.PowerShell.Commands.GetVMotionRoutingCommand'
        $Error[0].ErrorDetails.RecommendedAction | Should -Match 'Connect-VMotionServer -Server'
    }
}
