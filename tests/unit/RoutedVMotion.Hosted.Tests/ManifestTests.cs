using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

public sealed class ManifestTests
{
    [Fact]
    public void The_module_imports_from_its_manifest()
    {
        DirectoryInfo? folder = new(System.AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "module", "RoutedVMotion.psd1"))) folder = folder.Parent;
        Assert.NotNull(folder);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(folder.FullName, "module", "RoutedVMotion.psd1")]);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        Assert.Single(shell.AddCommand("Get-Module").AddParameter("Name", "RoutedVMotion").Invoke());
    }
}
