using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.Core.Reports;

/// <summary>A run in words: what the page and the document say of it.</summary>
internal static class RunWords
{
    /// <summary>Which run it was.</summary>
    public static string Of(JournalRun run) =>
        $"Run {run.Id} of {run.Started.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(run.Ticket is null ? string.Empty : ", ticket " + run.Ticket)}"
        + $"{(run.User is null ? string.Empty : ", by " + run.User)}{(run.Undoes is null ? string.Empty : ", which undoes run " + run.Undoes)}.";

    /// <summary>Of a run that wrote nothing.</summary>
    public const string Untouched = "It has changed no host.";

    /// <summary>What became of a host.</summary>
    public static string ResultOf(JournalHost host) =>
        (host.Status?.ToString() ?? "not ended") + (host.Proven == true ? ", proven by pings" : string.Empty) + (host.Reason is null ? string.Empty : ": " + host.Reason);

    /// <summary>The steps in their order; one that was not made says so.</summary>
    public static IEnumerable<string> StepsOf(JournalHost host) => host.Steps.Select(step =>
        (step.Phase == ChangePhase.Back ? "(back) " : string.Empty) + step.Change.Words + (step.Outcome is StepOutcome.Done or StepOutcome.AlreadySo ? string.Empty : " (" + step.Outcome + ")"));

    /// <summary>The vMotion adapters of a host.</summary>
    public static IEnumerable<string> AdaptersOf(HostNetworking host) =>
        host.Adapters.Where(adapter => adapter.Settings.IsForVMotion).Select(adapter => $"{adapter.Device}: {adapter.Settings}");
}
