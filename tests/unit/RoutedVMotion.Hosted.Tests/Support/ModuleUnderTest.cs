using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

using Xunit;

[assembly: AssemblyFixture(typeof(RoutedVMotion.Hosted.Tests.Support.ModuleUnderTest))]

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>
/// The module as a user has it, imported from its manifest once before any test runs, so that it can be seen what an import
/// alone loads.
/// </summary>
public sealed class ModuleUnderTest
{
    public ModuleUnderTest()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        using var first = new ModuleRunspace();
        LoadedByImport = OurAssemblies.Select(assembly => assembly.GetName().Name!).ToArray();
        Cmdlets = OurAssemblies.Single(assembly => assembly.GetName().Name == "RoutedVMotion.PowerShell");
    }

    /// <summary>The folder with the manifest.</summary>
    public static string Folder { get; } = FindFolder();

    public static string Manifest { get; } = Path.Combine(Folder, "RoutedVMotion.psd1");

    /// <summary>Assemblies of the product that are loaded now.</summary>
    public static IEnumerable<Assembly> OurAssemblies => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => assembly.GetName().Name!.StartsWith("RoutedVMotion.", StringComparison.Ordinal)
            && assembly != typeof(ModuleUnderTest).Assembly);

    /// <summary>Those that were loaded when the first import was done and nothing else.</summary>
    public IReadOnlyList<string> LoadedByImport { get; }

    /// <summary>The assembly with the cmdlets.</summary>
    public Assembly Cmdlets { get; }

    /// <summary>The cmdlets' classes by name.</summary>
    public IReadOnlyDictionary<string, Type> CmdletTypes => Cmdlets.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.GetCustomAttribute<CmdletAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<CmdletAttribute>()! is var cmdlet ? cmdlet.VerbName + "-" + cmdlet.NounName : string.Empty);

    /// <summary>Everything that a cmdlet writes, and what hangs on it.</summary>
    public IReadOnlyList<Type> OutputTypes => CmdletTypes.Values
        .SelectMany(type => type.GetCustomAttributes<OutputTypeAttribute>())
        .SelectMany(attribute => attribute.Type)
        .Select(output => output.Type)
        .Where(type => type != typeof(void))
        .SelectMany(type => RowsIn(type).Append(type))
        .Distinct()
        .ToArray();

    /// <summary>The types of rows that a row's lists hold.</summary>
    public static IEnumerable<Type> RowsIn(Type type) => type.GetProperties()
        .Where(property => property.PropertyType.IsGenericType)
        .Select(property => property.PropertyType.GetGenericArguments()[0])
        .Where(element => element.Namespace!.StartsWith("RoutedVMotion.", StringComparison.Ordinal));

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "module");
            if (File.Exists(Path.Combine(candidate, "RoutedVMotion.psd1"))) return candidate;
        }

        throw new InvalidOperationException("There is no module/RoutedVMotion.psd1 above " + AppContext.BaseDirectory);
    }
}
