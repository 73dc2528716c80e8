using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace RoutedVMotion.Shell;

/// <summary>Knows which commands a real PowerShell has and this engine has not, and which of them a script has looked for.</summary>
internal sealed class MissingCommands
{
    // Microsoft.PowerShell.Utility, .Management and .Security, and the aliases that people type for them.
    private static readonly HashSet<string> Known = new(
        """
        Add-Content Add-Member Add-Type Clear-Content Clear-Item Clear-ItemProperty Clear-Variable Compare-Object
        ConvertFrom-Csv ConvertFrom-Json ConvertFrom-SecureString ConvertFrom-StringData ConvertTo-Csv ConvertTo-Html
        ConvertTo-Json ConvertTo-SecureString ConvertTo-Xml Convert-Path Copy-Item Copy-ItemProperty Debug-Runspace
        Export-Alias Export-Clixml Export-Csv Format-Custom Format-Hex Format-List Format-Table Format-Wide Get-Alias
        Get-ChildItem Get-Clipboard Get-Content Get-Credential Get-Culture Get-Date Get-Error Get-Event Get-ExecutionPolicy
        Get-FileHash Get-Host Get-Item Get-ItemProperty Get-ItemPropertyValue Get-Location Get-Member Get-Process
        Get-PSBreakpoint Get-PSCallStack Get-PSDrive Get-PSProvider Get-Random Get-Runspace Get-Service Get-TimeZone
        Get-TypeData Get-UICulture Get-Unique Get-Uptime Get-Variable Group-Object Import-Alias Import-Clixml Import-Csv
        Import-LocalizedData Import-PowerShellDataFile Invoke-Expression Invoke-Item Invoke-RestMethod Invoke-WebRequest
        Join-Path Join-String Measure-Command Measure-Object Move-Item New-Alias New-Event New-Guid New-Item
        New-ItemProperty New-Object New-PSDrive New-TemporaryFile New-TimeSpan New-Variable Out-File Out-GridView Out-Printer
        Out-String Pop-Location Push-Location Read-Host Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Event
        Remove-Item Remove-ItemProperty Remove-PSDrive Remove-TypeData Remove-Variable Rename-Item Resolve-Path Select-Object
        Select-String Select-Xml Send-MailMessage Set-Alias Set-Content Set-Date Set-ExecutionPolicy Set-Item
        Set-ItemProperty Set-Location Set-Variable Show-Command Sort-Object Split-Path Start-Process Start-Sleep Stop-Process
        Tee-Object Test-Connection Test-Json Test-Path Trace-Command Unblock-File Unregister-Event Update-FormatData
        Update-List Update-TypeData Wait-Event Wait-Process Write-Debug Write-Error Write-Host Write-Information
        Write-Output Write-Progress Write-Verbose Write-Warning Start-Job Receive-Job Wait-Job
        ls dir cd pwd cat echo select sort group measure ft fl fw sleep gc gci gi gm sc iex irm iwr tee compare
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _lookedFor = new(StringComparer.OrdinalIgnoreCase);
    private bool _told;

    /// <summary>Notes what a runspace looks for in vain.</summary>
    public static void Watch(Runspace runspace, MissingCommands missing) =>
        runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction += (_, lookup) => missing._lookedFor.Add(lookup.CommandName);

    /// <summary>A hint for an error that is about such a command; null for every other error, and after the first hint.</summary>
    public string? HintFor(string error)
    {
        if (_told) return null;
        foreach (string name in _lookedFor)
        {
            if (!Known.Contains(name) || !error.Contains("'" + name + "'", StringComparison.OrdinalIgnoreCase)) continue;
            _told = true;
            return $"This shell host has no {name} (see --help). Run the script in PowerShell itself, with the module imported.";
        }

        return null;
    }
}
