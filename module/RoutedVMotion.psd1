@{
    RootModule             = 'bin/RoutedVMotion.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6b1d1b0e-7f0c-4b57-9d9c-1f4a1b2a6a11'
    Author                 = 'The RoutedVMotion authors'
    CompanyName            = 'RoutedVMotion'
    Copyright              = '(c) 2026 The RoutedVMotion authors. MIT licence.'
    Description            = 'Inventories the vmkernel adapters and TCP/IP stacks of ESXi hosts, validates routed vMotion in leaf-spine fabrics against a plan of the racks, and reconfigures hosts for it: proven by pings, journalled, and taken back where it does not work.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('RoutedVMotion.format.ps1xml')
    CmdletsToExport        = @(
        'Compare-VMotionSnapshot'
        'Connect-VMotionServer'
        'Disconnect-VMotionServer'
        'Export-VMotionPlan'
        'Export-VMotionReport'
        'Export-VMotionSnapshot'
        'Get-VMotionAdapter'
        'Get-VMotionJournal'
        'Get-VMotionNetstack'
        'Get-VMotionRouting'
        'Get-VMotionRule'
        'Get-VMotionServer'
        'Import-VMotionPlan'
        'Import-VMotionSnapshot'
        'New-VMotionPlan'
        'Restore-VMotionRouting'
        'Set-VMotionRouting'
        'Start-VMotionSimulator'
        'Stop-VMotionSimulator'
        'Test-VMotionPath'
        'Test-VMotionPlan'
        'Test-VMotionRouting'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags = @('VMware', 'vSphere', 'ESXi', 'vMotion', 'Networking', 'LeafSpine', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
