using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Xml.Linq;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

public sealed class ModuleTests(ModuleUnderTest module)
{
    [Fact]
    public void What_is_loaded_comes_from_the_modules_own_bin()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 1");
        runspace.Run("Get-VMotionRouting");

        string bin = Path.Combine(ModuleUnderTest.Folder, "bin") + Path.DirectorySeparatorChar;
        Assert.Equal(
            ["RoutedVMotion.Core", "RoutedVMotion.PowerShell", "RoutedVMotion.Simulator", "RoutedVMotion.VSphere"],
            ModuleUnderTest.OurAssemblies.Select(assembly => assembly.GetName().Name!).Order(StringComparer.Ordinal));
        Assert.All(ModuleUnderTest.OurAssemblies, assembly => Assert.StartsWith(bin, assembly.Location, StringComparison.Ordinal));
    }

    [Fact]
    public void In_bin_there_is_nothing_but_ours_and_Newtonsoft_Json()
    {
        string[] allowed =
        [
            "Newtonsoft.Json", "RoutedVMotion.Core", "RoutedVMotion.PowerShell", "RoutedVMotion.Simulator", "RoutedVMotion.VSphere",
        ];
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(ModuleUnderTest.Folder, "bin"));
        Assert.All(files, file => Assert.Contains(Path.GetFileNameWithoutExtension(file), allowed));
        Assert.All(files, file => Assert.Contains(Path.GetExtension(file), new[] { ".dll", ".pdb" }));
    }

    [Fact]
    public void An_import_does_not_load_the_simulator() =>
        Assert.DoesNotContain("RoutedVMotion.Simulator", module.LoadedByImport);

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        using var runspace = new ModuleRunspace();
        PSObject info = runspace.Run("Get-Module RoutedVMotion").Single;
        Assert.Equal(
            module.CmdletTypes.Keys.Order(StringComparer.Ordinal),
            ((IDictionary<string, CmdletInfo>)info.Properties["ExportedCmdlets"].Value).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(module.CmdletTypes.Count, ((IDictionary<string, CommandInfo>)info.Properties["ExportedCommands"].Value).Count);
    }

    [Fact]
    public void Every_cmdlet_says_what_it_writes() =>
        Assert.All(module.CmdletTypes, cmdlet => Assert.NotEmpty(cmdlet.Value.GetCustomAttributes<OutputTypeAttribute>()));

    [Fact]
    public void The_format_file_loads() =>
        Assert.NotNull(new FormatTable([Path.Combine(ModuleUnderTest.Folder, "RoutedVMotion.format.ps1xml")]));

    [Fact]
    public void Every_row_has_a_table_that_fits_120_characters_and_a_list_of_all_its_properties()
    {
        XDocument views = XDocument.Load(Path.Combine(ModuleUnderTest.Folder, "RoutedVMotion.format.ps1xml"));
        Assert.All(module.OutputTypes, type =>
        {
            XElement[] own = views.Descendants("View").Where(view => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value == type.FullName).ToArray();
            XElement table = Assert.Single(own, view => view.Element("TableControl") is not null);
            int[] widths = table.Descendants("TableColumnHeader").Select(column => (int?)column.Element("Width") ?? 0).ToArray();
            Assert.InRange(widths.Length, 2, 8);
            // Each column but the last has its width, so that no value pushes another out of the window.
            Assert.Equal(0, Assert.Single(widths, width => width == 0));
            Assert.Equal(0, widths[^1]);
            Assert.InRange(widths.Sum() + widths.Length, 1, 112);

            XElement list = Assert.Single(own, view => view.Element("ListControl") is not null);
            Assert.Equal(
                type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
                list.Descendants("PropertyName").Select(name => name.Value).Order(StringComparer.Ordinal));
            Assert.All(table.Descendants("PropertyName"), name => Assert.NotNull(type.GetProperty(name.Value)));
        });
    }

    [Fact]
    public void Rows_are_flat_enough_for_ConvertTo_Json()
    {
        Type[] values = [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double)];
        Assert.All(module.OutputTypes, type => Assert.All(type.GetProperties(), property =>
        {
            Type plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            // The one exception: there has to be a way to get at a simulator's password, and it is not one by accident.
            if (plain == typeof(PSCredential) && type.Name == "VMotionSimulator") return;
            if (values.Contains(plain)) return;
            Type element = Assert.Single(plain.GetGenericArguments());
            Assert.Equal(typeof(IReadOnlyList<>), plain.GetGenericTypeDefinition());
            // A row in a row is as deep as it goes: what that one holds are values.
            if (!values.Contains(element)) Assert.All(element.GetProperties(), inner => Assert.Contains(Nullable.GetUnderlyingType(inner.PropertyType) ?? inner.PropertyType, values));
        }));
    }

    [Fact]
    public void What_belongs_to_a_host_names_it_and_its_server()
    {
        // Plans, rules, counts and runs belong to no host, a path to two, and a step stands within its host.
        Assert.All(
            module.OutputTypes.Where(type => type.Namespace == "RoutedVMotion.Core.Output"
                && !type.Name.StartsWith("VMotionPlan", StringComparison.Ordinal) && !type.Name.StartsWith("VMotionPath", StringComparison.Ordinal) && type.Name is not ("Rule" or "RuleCount" or "ValidationSummary" or "ChangeStep" or "JournalEntry")),
            type => Assert.All(new[] { "VMHost", "Server" }, name => Assert.Equal(typeof(string), type.GetProperty(name)!.PropertyType)));
    }

    [Fact]
    public void Every_kind_of_error_has_an_id_of_its_own_and_says_what_to_do()
    {
        var all = (IEnumerable<object>)module.Cmdlets.GetType("RoutedVMotion.PowerShell.Errors.ErrorKinds")!.GetProperty("All")!.GetValue(null)!;
        dynamic[] kinds = all.Cast<dynamic>().ToArray();
        Assert.True(kinds.Length > 30);
        Assert.Equal(kinds.Length, kinds.Select(kind => (string)kind.Id).Distinct().Count());
        Assert.All(kinds, kind => Assert.Matches("^[A-Z][A-Za-z]+$", (string)kind.Id));
        Assert.All(kinds, kind => Assert.EndsWith(".", ((string)kind.Meaning), StringComparison.Ordinal));
        Assert.All(kinds, kind => Assert.NotEmpty((string)kind.Action));
    }
}
