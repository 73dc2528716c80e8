<#
.SYNOPSIS
    Builds, tests, checks, packs, shows and installs RoutedVMotion.
.DESCRIPTION
    Thin over dotnet, which does the work and needs no PowerShell: every task says the command that it runs. Tests with
    Pester and checks with PSScriptAnalyzer run where these are installed, and are said to be skipped where they are not.
    The first step that fails ends the run with a non-zero exit code.
.PARAMETER Task
    What to do, in this order:
    Build    the assemblies and the module in module/, with its help
    Test     the unit tests, and the Pester tests against module/
    Analyze  PSScriptAnalyzer over the scripts and the manifest
    Package  artifacts/RoutedVMotion, ready for Publish-PSResource, and the same as a zip
    Demo     examples/quickstart.ps1 in the shell host, against a simulated fabric
    Install  the packed module into this user's module path, from where Import-Module RoutedVMotion finds it
.PARAMETER Configuration
    Release, or Debug to step through it.
.PARAMETER Destination
    For Install: the module folder to install into, if it is not this user's own.
.EXAMPLE
    ./build.ps1 -Task Install

    Builds, packs and installs the module for this user.
.EXAMPLE
    ./build.ps1 -Task Build, Test, Analyze

    What should be green before a commit.
#>
#Requires -Version 5.1
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Analyze', 'Package', 'Demo', 'Install')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [string] $Destination
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$staged = Join-Path $root 'artifacts/RoutedVMotion'

function Invoke-DotNet([string[]] $Arguments) {
    "dotnet $Arguments"
    & dotnet @Arguments
    if ($LASTEXITCODE -ne 0) { throw "'dotnet $Arguments' failed with exit code $LASTEXITCODE." }
}

function Find-NewestModule([string] $Name, [version] $AtLeast) {
    Get-Module -ListAvailable -Name $Name | Where-Object Version -GE $AtLeast | Sort-Object Version -Descending | Select-Object -First 1
}

function Invoke-PesterTest {
    $pester = Find-NewestModule Pester 5.0
    if (-not $pester) { return 'Skipped: the tests in tests/pester, since Pester 5 or later is not installed (Install-Module Pester).' }
    # In a process of its own: this one would hold the module's assemblies, and on Windows the next build could not replace them.
    $shell = 'pwsh.exe', 'pwsh', 'powershell.exe' | ForEach-Object { Join-Path $PSHOME $_ } |
        Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } | Select-Object -First 1
    if (-not $shell) {
        $shell = Get-Command pwsh, powershell -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1 | ForEach-Object Path
    }
    if (-not $shell) { return 'Skipped: the tests in tests/pester, since neither pwsh nor powershell was found to run them.' }
    "Pester $($pester.Version) in $shell"
    $run = {
        param($Manifest, $Path)
        $ErrorActionPreference = 'Stop'
        Import-Module $Manifest
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $Path
        $configuration.Run.Exit = $true
        $configuration.Output.Verbosity = 'Detailed'
        Invoke-Pester -Configuration $configuration
    }
    & $shell -NoProfile -NonInteractive -Command $run -args $pester.Path, (Join-Path $root 'tests/pester')
    if ($LASTEXITCODE -ne 0) { throw "Pester: $LASTEXITCODE failed." }
}

function Invoke-Analysis {
    $analyzer = Find-NewestModule PSScriptAnalyzer 1.20
    if (-not $analyzer) { return 'Skipped: PSScriptAnalyzer is not installed (Install-Module PSScriptAnalyzer).' }
    Import-Module $analyzer.Path
    $rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = '5.1', '7.2' } }
    $files = Get-ChildItem -Path 'build.ps1', 'examples', 'module', 'tests/pester' -Recurse -Include '*.ps1', '*.psm1', '*.psd1'
    $findings = @($files | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings @{ Rules = $rules } })
    $findings
    "PSScriptAnalyzer $($analyzer.Version): $($findings.Count) findings in $(@($files).Count) files."
    if ($findings) { throw 'PSScriptAnalyzer has findings.' }
}

function Install-StagedModule([string] $Modules) {
    if (-not $Modules) {
        $onWindows = $PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows
        $Modules = if (-not $onWindows) { [System.Management.Automation.Platform]::SelectProductNameForDirectory('USER_MODULES') }
        elseif ($PSVersionTable.PSEdition -eq 'Desktop') { Join-Path ([Environment]::GetFolderPath('MyDocuments')) 'WindowsPowerShell/Modules' }
        else { Join-Path ([Environment]::GetFolderPath('MyDocuments')) 'PowerShell/Modules' }
    }
    $version = (Import-PowerShellDataFile (Join-Path $staged 'RoutedVMotion.psd1')).ModuleVersion
    $target = Join-Path $Modules "RoutedVMotion/$version"
    if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse }
    $null = New-Item -ItemType Directory -Path $target -Force
    Copy-Item -Path (Join-Path $staged '*') -Destination $target -Recurse
    "Installed to $target."
    if ($Modules -notin ($env:PSModulePath -split [IO.Path]::PathSeparator)) {
        "$Modules is not in `$env:PSModulePath; import $target/RoutedVMotion.psd1 by its path."
    }
}

if ($Destination) { $Destination = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination) }
Push-Location -LiteralPath $root
try {
    foreach ($step in 'Build', 'Test', 'Analyze', 'Package', 'Demo', 'Install') {
        if ($step -notin $Task) { continue }
        "== $step"
        switch ($step) {
            'Build' { Invoke-DotNet ('build', '--configuration', $Configuration) }
            'Test' {
                Invoke-DotNet ('test', '--configuration', $Configuration)
                Invoke-PesterTest
            }
            'Analyze' { Invoke-Analysis }
            'Package' { Invoke-DotNet ('build', 'src/RoutedVMotion.PowerShell', '--configuration', $Configuration, '-target:Package') }
            'Demo' { Invoke-DotNet ('run', '--project', 'src/RoutedVMotion.Shell', '--configuration', $Configuration, 'examples/quickstart.ps1') }
            'Install' {
                if ('Package' -notin $Task) { Invoke-DotNet ('build', 'src/RoutedVMotion.PowerShell', '--configuration', $Configuration, '-target:Package') }
                Install-StagedModule $Destination
            }
        }
    }
}
finally {
    Pop-Location
}
