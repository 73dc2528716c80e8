namespace RoutedVMotion.Shell;

/// <summary>What the program says of itself.</summary>
internal static class Usage
{
    public const string Short = "Usage: RoutedVMotion.Shell [--module <RoutedVMotion.psd1>] <script.ps1> [arguments]   (--help tells more)";

    public const string Long = """
        Usage: RoutedVMotion.Shell [--module <RoutedVMotion.psd1>] <script.ps1> [arguments]

        Runs a script in a PowerShell 7 engine with the RoutedVMotion module imported, on a machine that has only the .NET
        SDK. It is there to try the module out and to run its examples; for work, import the module into PowerShell itself.

          --module   The manifest to import. Without it, the module/RoutedVMotion.psd1 that the build left.
          arguments  Go to the script: -Name value, -Switch, -Switch:$false, or by position.

        It exits with the script's exit code: 1 after an error that nobody caught, 2 if there is nothing to run, 130 after
        Ctrl+C. Errors, warnings and progress go to standard error. Without a terminal, or with NO_COLOR set, there are no
        colours, and tables are 120 columns wide.

        What it lacks against a real PowerShell:
          - every cmdlet of Microsoft.PowerShell.Utility and Microsoft.PowerShell.Management: Select-Object, Sort-Object,
            Format-Table, Format-List, ConvertTo-Json, Write-Host, Write-Error, Get-Date, Get-Content, Join-Path,
            Start-Sleep and their like. ForEach-Object, Where-Object, Get-Help, Get-Command, Import-Module and the rest of
            Microsoft.PowerShell.Core are there, and so is all of .NET: [Console], [IO.File], [datetime], [Linq.Enumerable];
          - questions: Read-Host, Get-Credential, -Confirm and missing mandatory parameters end in an error;
          - a prompt, profiles, jobs and remoting.

        """;
}
