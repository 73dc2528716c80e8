using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;

namespace RoutedVMotion.PowerShell.Plans;

/// <summary>Gets plans from where a user says they are. Every error names the file, and what is wrong in it by line and column.</summary>
internal static class PlanFile
{
    /// <summary>Reads a plan; what is wrong with its form stands in the messages. Null, and an error, where there is nothing to read.</summary>
    internal static PlanReading? Read(PSCmdlet cmdlet, object? given, out ErrorRecord? error, bool networkPool = false)
    {
        error = null;
        if (PlanSource.Read(given) is not PlanSource source)
        {
            error = ErrorRecords.InvalidPlan(given);
            return null;
        }

        RackPlan? plan = source.Plan?.ToRackPlan();
        PlanReading? reading = plan is not null
            ? new PlanReading(plan, Array.Empty<PlanMessage>())
            : ReadFile(cmdlet, source.Path!, networkPool, out error);
        if (reading?.Plan is RackPlan known) RunspaceConnections.Current.Names.Remember(known);
        return reading;
    }

    /// <summary>A plan that can be acted on: read, and without an error. Ends the cmdlet where there is none.</summary>
    internal static RackPlan Require(PSCmdlet cmdlet, object? given)
    {
        PlanReading? reading = Read(cmdlet, given, out ErrorRecord? error);
        if (error is not null) cmdlet.ThrowTerminatingError(error);
        PlanMessage[] errors = ErrorsOf(reading!.Plan is RackPlan plan ? Lint(plan) : reading.Messages);
        if (errors.Length > 0) cmdlet.ThrowTerminatingError(ErrorRecords.PlanHasErrors(NameOf(given), errors));
        return reading.Plan!;
    }

    /// <summary>What can be said of a plan alone.</summary>
    internal static IReadOnlyList<PlanMessage> Lint(RackPlan plan) => PlanLinter.Lint(plan, RuleNames);

    /// <summary>The names that a plan's rules may have.</summary>
    internal static IEnumerable<string> RuleNames => RuleCatalog.All.Select(rule => rule.Name);

    /// <summary>Those that make a plan unusable.</summary>
    internal static PlanMessage[] ErrorsOf(IEnumerable<PlanMessage> messages) =>
        messages.Where(message => message.Severity == Severity.Error).ToArray();

    /// <summary>What to call a plan in a message: its file, or that it has none.</summary>
    internal static string NameOf(object? given) =>
        PlanSource.Read(given) is PlanSource source && (source.Path ?? source.Plan?.Path) is string file ? FilePath.WithoutProvider(file) : "The plan";

    private static PlanReading? ReadFile(PSCmdlet cmdlet, string path, bool networkPool, out ErrorRecord? error)
    {
        string? full = FilePath.Resolve(cmdlet, path, out error);
        if (full is null) return null;
        string shown = FilePath.WithoutProvider(path);
        try
        {
            if (Directory.Exists(full))
            {
                error = ErrorRecords.PlanNotRead(shown, "it is a folder.");
                return null;
            }

            byte[] bytes = ReadBytes(full);
            return networkPool ? NetworkPoolReader.Read(bytes, shown) : PlanReader.Read(bytes, shown);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            error = ErrorRecords.PlanNotFound(shown, full, missing);
            return null;
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            error = ErrorRecords.PlanNotRead(shown, failure.Message, failure);
            return null;
        }
    }

    // One byte more than a plan may have tells that it is too large; the rest of it is not worth reading.
    private static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while (bytes.Length <= PlanReader.MaximumBytes && (read = file.Read(buffer, 0, buffer.Length)) > 0) bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }
}
