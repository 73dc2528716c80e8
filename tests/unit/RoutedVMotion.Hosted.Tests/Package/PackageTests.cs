using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Package;

/// <summary>The staged module, which is built together with these tests.</summary>
public sealed class PackageTests(ModuleUnderTest module)
{
    // What a user needs and nothing more. Add to it on purpose.
    private static readonly string[] Expected =
    [
        "LICENSE",
        "RoutedVMotion.format.ps1xml",
        "RoutedVMotion.psd1",
        "THIRD-PARTY-NOTICES.txt",
        "bin/Newtonsoft.Json.dll",
        "bin/RoutedVMotion.Core.dll",
        "bin/RoutedVMotion.PowerShell.dll",
        "bin/RoutedVMotion.Simulator.dll",
        "bin/RoutedVMotion.VSphere.dll",
        "en-US/RoutedVMotion.PowerShell.dll-Help.xml",
        "en-US/about_RoutedVMotion.help.txt",
    ];

    private static readonly string Staged = Path.Combine(Tool.Root, "artifacts", "RoutedVMotion");
    private static readonly string Manifest = Path.Combine(Staged, "RoutedVMotion.psd1");

    [Fact]
    public void The_folder_has_what_a_user_needs_and_nothing_else() => Assert.Equal(
        Expected,
        Directory.EnumerateFiles(Staged, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Staged, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void The_zip_unfolds_to_the_same_folder()
    {
        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(Tool.Root, "artifacts", $"RoutedVMotion.{Version()}.zip"));
        Assert.Equal(
            Expected.Select(file => "RoutedVMotion/" + file),
            zip.Entries.Where(entry => entry.Name.Length > 0).Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(zip.Entries.Where(entry => entry.Name.Length > 0), entry =>
            Assert.Equal(new FileInfo(Path.Combine(Staged, entry.FullName["RoutedVMotion/".Length..])).Length, entry.Length));
    }

    [Fact]
    public void The_manifest_is_sound_and_has_the_version_of_the_assemblies()
    {
        using var runspace = new ModuleRunspace();
        PSObject info = runspace.Run("Test-ModuleManifest $a", Manifest).Single;
        Assert.Equal(Version(), info.Properties["Version"].Value.ToString());
    }

    [Fact]
    public void The_folder_imports_by_itself_and_loads_its_own_assemblies()
    {
        using var script = new ScriptFile(
            """
            (Get-Command -Module RoutedVMotion | ForEach-Object Name) -join ' '
            (Get-Help Get-VMotionRouting).Synopsis
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
                $name = $assembly.GetName().Name
                if ($name -like 'RoutedVMotion.*' -and $name -ne 'RoutedVMotion.Shell') { $assembly.Location }
            }
            """);
        ToolOutcome outcome = Tool.Run("RoutedVMotion.Shell", "--module", Manifest, script.Path);
        Assert.Empty(outcome.Error);
        string[] lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(string.Join(' ', module.CmdletTypes.Keys.Order(StringComparer.Ordinal)), lines[0]);
        Assert.StartsWith("Shows how each ESXi host routes vMotion", lines[1], StringComparison.Ordinal);
        IEnumerable<string> locations = lines.Skip(2).ToArray();
        Assert.NotEmpty(locations);
        Assert.All(locations, location => Assert.StartsWith(Path.Combine(Staged, "bin"), location, StringComparison.Ordinal));
    }

    private string Version() => module.Cmdlets.GetName().Version!.ToString(3);
}
