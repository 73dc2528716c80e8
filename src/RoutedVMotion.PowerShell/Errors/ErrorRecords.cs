using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Errors;

/// <summary>The one place where error records are made. A target is always a name: objects of PowerCLI carry a secret.</summary>
internal static class ErrorRecords
{
    // PowerShell 7.6 and later print the recommended action below the message; before that it has to be part of the message.
    private static readonly bool ViewShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 6);

    internal static ErrorRecord NotConnected(IReadOnlyList<string> ended) => Create(
        ErrorKinds.NotConnected,
        ended.Count == 0
            ? "No server is connected in this runspace."
            : $"No server is connected in this runspace any more; the session with {string.Join(", ", ended)} has ended.",
        ended.Count == 0 ? null : ended[0],
        ended.Count == 0 ? null : $"Type: Connect-VMotionServer -Server {ended[0]} -Credential (Get-Credential)");

    internal static ErrorRecord ServerNotConnected(string server) =>
        Create(ErrorKinds.ServerNotConnected, $"There is no connection to '{server}' in this runspace.", server);

    internal static ErrorRecord InvalidServer(object? server)
    {
        // A URL may carry a password (https://user:password@vc01); what lies before the @ is not repeated.
        string? name = server is string text ? text.Substring(text.LastIndexOf('@') + 1) : null;
        return Create(
            ErrorKinds.InvalidServer,
            name is not null ? $"'{name}' is no name or address of a server." : $"An object of type {TypeOf(server)} is no server.",
            name ?? TypeOf(server));
    }

    internal static ErrorRecord CredentialRequired(string server) =>
        Create(ErrorKinds.CredentialRequired, $"To connect to {server}, a credential is needed.", server);

    internal static ErrorRecord InvalidThumbprint(string thumbprint) => Create(
        ErrorKinds.InvalidThumbprint, $"'{thumbprint}' is no SHA-256 thumbprint: that has 64 hexadecimal digits.", thumbprint);

    internal static ErrorRecord NotFound(ErrorKind kind, string noun, string name, IReadOnlyList<string> servers) =>
        Create(kind, $"No {noun} '{name}' was found on {string.Join(", ", servers)}.", name);

    internal static ErrorRecord EmptyVMHost() => Create(ErrorKinds.InvalidVMHost, "-VMHost was given and is empty.", null);

    internal static ErrorRecord SessionEnded(string server) =>
        Create(ErrorKinds.SessionExpired, $"The session with {server} has ended; its hosts are left out.", server);

    internal static ErrorRecord VMHostNotRead(EsxHost host) =>
        Create(ErrorKinds.VMHostNotRead, $"{host.Name} on {host.Server} could not be read: {Explanation.OfUnread(host)}", host.Name);

    internal static ErrorRecord InvalidVMHost(object? host) =>
        Create(
            ErrorKinds.InvalidVMHost,
            $"An object of type {TypeOf(host)} is no host and names none." + (PlanSource.Read(host)?.Plan is null ? string.Empty : " A plan is given with -Plan: Test-VMotionRouting -Plan $plan."),
            TypeOf(host));

    internal static ErrorRecord InvalidPlan(object? plan) =>
        Create(ErrorKinds.InvalidPlan, plan is null or "" ? "-Plan was given and is empty." : $"An object of type {TypeOf(plan)} is no plan.", TypeOf(plan));

    internal static ErrorRecord PlanNotFound(string shown, string full, Exception failure) =>
        Create(ErrorKinds.PlanNotFound, shown == full ? $"There is no file {full}." : $"There is no file {shown} ({full}).", shown, null, failure);

    internal static ErrorRecord PlanNotRead(string file, string reason, Exception? failure = null) =>
        Create(ErrorKinds.PlanNotRead, $"{file} cannot be read: {reason}", file, null, failure);

    /// <summary>A plan with errors, each in a line of its own, so that one record tells them all where the first one ends a script.</summary>
    internal static ErrorRecord PlanHasErrors(string plan, IReadOnlyList<PlanMessage> errors)
    {
        const int Most = 10;
        IEnumerable<string> lines = errors.Take(Most).Select(error => $"{error.Position}: {error.Id}: {error.Text} {error.WhatToDo}");
        if (errors.Count > Most) lines = lines.Append(string.Format(CultureInfo.InvariantCulture, "and {0} more", errors.Count - Most));
        string count = errors.Count == 1 ? "an error" : string.Format(CultureInfo.InvariantCulture, "{0} errors", errors.Count);
        return Create(ErrorKinds.PlanHasErrors, $"{plan} has {count}:\n  {string.Join("\n  ", lines)}\n", plan);
    }

    internal static ErrorRecord SeveralPlans(string path) =>
        Create(ErrorKinds.SeveralPlans, $"{path} can hold one plan, and more than one came down the pipeline.", path);

    internal static ErrorRecord RackNotFound(string name, string? plan) =>
        Create(ErrorKinds.RackNotFound, plan is null ? $"No rack is called '{name}'." : $"{plan} has no rack '{name}'.", name);

    internal static ErrorRecord PlaceNotFound(string name) => Create(ErrorKinds.PlaceNotFound, $"There is no rack, cluster or host '{name}'.", name);

    internal static ErrorRecord InvalidPlace(object? value) => Create(
        ErrorKinds.InvalidPlace,
        value is null or "" ? "A source or a destination was given and is empty." : $"An object of type {TypeOf(value)} is no rack, cluster or host and names none."
            + (PlanSource.Read(value)?.Plan is null ? string.Empty : " A plan is given with -Plan: Test-VMotionPath -Plan $plan."),
        TypeOf(value));

    internal static ErrorRecord TooManyPairs(int most) =>
        Create(ErrorKinds.TooManyPairs, $"More than {most.ToString(CultureInfo.InvariantCulture)} pairs are asked about: nothing was pinged.", null);

    internal static ErrorRecord InvalidVM(object? value) => Create(
        ErrorKinds.InvalidVM,
        value is null or "" ? "-VM was given and is empty." : $"An object of type {TypeOf(value)} is no virtual machine and names none.",
        TypeOf(value));

    internal static ErrorRecord VMNotFound(string name, string? id = null) => Create(
        ErrorKinds.VMNotFound, $"There is no virtual machine '{name}'{(id is null ? string.Empty : $" with the id {id}")} that can migrate.", name);

    internal static ErrorRecord VMOfOtherServer(string name, string itsServer, string server) => Create(
        ErrorKinds.VMNotFound,
        $"'{name}' is a virtual machine of {itsServer}, and {server} is the server that would migrate it.",
        name,
        $"Connect to {itsServer}, and give that as -Server. If that is {server} by another name, give the machine by its name.");

    internal static ErrorRecord RuleNotFound(string name) => Create(ErrorKinds.RuleNotFound, $"There is no rule '{name}'.", name);

    internal static ErrorRecord FabricIncomplete(IReadOnlyList<string> failed, string what) => Create(
        ErrorKinds.FabricIncomplete,
        $"{what} would lack what is on {string.Join(", ", failed)}, and was not made.",
        failed[0]);

    internal static ErrorRecord InvalidPath(string path, string reason, Exception? failure) =>
        Create(ErrorKinds.InvalidPath, $"'{path}' is no path of a file: {reason}", path, null, failure);

    internal static ErrorRecord FolderNotFound(string file, string? folder) =>
        Create(ErrorKinds.FolderNotFound, $"{file} cannot be written: there is no folder {folder}.", file);

    internal static ErrorRecord FileExists(string file) => Create(ErrorKinds.FileExists, $"{file} is there already.", file);

    internal static ErrorRecord FileNotWritten(string file, string reason, Exception? failure = null) =>
        Create(ErrorKinds.FileNotWritten, $"{file} cannot be written: {reason}", file, null, failure);

    internal static ErrorRecord ReportFormatUnknown(string path) =>
        Create(ErrorKinds.ReportFormatUnknown, $"What kind of report {path} is to be is not said.", path);

    internal static ErrorRecord ServerAmbiguous(IReadOnlyList<string> servers, string does) => Create(
        ErrorKinds.ServerAmbiguous, $"This would {does} of {string.Join(" or ", servers)}: say of which.", servers[0]);

    internal static ErrorRecord PlanRequired() => Create(ErrorKinds.PlanRequired, "Neither -Plan nor -ApprovedChange was given.", null);

    internal static ErrorRecord InvalidChangeSet(string file, string reason, Exception? failure = null) =>
        Create(ErrorKinds.InvalidChangeSet, $"{file} cannot be used: {reason}", file, null, failure);

    internal static ErrorRecord InvalidJournal(string file, string reason, Exception? failure = null) =>
        Create(ErrorKinds.InvalidJournal, $"{file} cannot be used: {reason}", file, null, failure);

    internal static ErrorRecord JournalNotFound(string name) => Create(ErrorKinds.JournalNotFound, $"There is no journal '{name}'.", name);

    internal static ErrorRecord JournalNotWritten(string folder, Exception failure) =>
        Create(ErrorKinds.JournalNotWritten, $"No journal can be written in {folder}: {failure.Message}", folder, null, failure);

    internal static ErrorRecord RunLocked(string server, Exception failure) => Create(ErrorKinds.RunLocked, failure.Message, server, null, failure);

    internal static ErrorRecord ReportNeedsFabric(string format) => Create(ErrorKinds.ReportNeedsFabric, $"{format} shows whole fabrics.", format);

    internal static ErrorRecord ReportShowsNoRun(string format) => Create(ErrorKinds.ReportShowsNoRun, $"{format} does not show what a run has changed.", format);

    internal static ErrorRecord RunOfOtherServer(JournalRun run, IReadOnlyList<string> read) =>
        Create(ErrorKinds.InvalidJournal, $"The run {run.Id} was on {run.Server}, and the report is of {string.Join(", ", read)}.", run.Id, $"Connect to {run.Server}, or give a run of one of the servers that are read.");

    internal static ErrorRecord ClusterSplit(string words, string server) => Create(ErrorKinds.ClusterSplit, $"{server}: {words}", server);

    internal static ErrorRecord ChangeFailed(ChangeResult result) =>
        Create(ErrorKinds.ChangeFailed, $"{result.VMHost}: {result.Message}", result.VMHost, result.Action);

    internal static ErrorRecord SnapshotNotFound(string shown, string full, Exception failure) =>
        Create(ErrorKinds.SnapshotNotFound, shown == full ? $"There is no file {full}." : $"There is no file {shown} ({full}).", shown, null, failure);

    internal static ErrorRecord SnapshotNotRead(string file, string reason, Exception? failure = null) =>
        Create(ErrorKinds.SnapshotNotRead, $"{file} cannot be read: {reason}", file, null, failure);

    internal static ErrorRecord InvalidSnapshot(string file, SnapshotException failure) => Create(
        failure.Problem == SnapshotProblem.TooNew ? ErrorKinds.SnapshotTooNew : ErrorKinds.InvalidSnapshot, $"{file} cannot be used: {failure.Message}", file, null, failure);

    internal static ErrorRecord InvalidSnapshotObject(object? value) => Create(
        ErrorKinds.InvalidSnapshotObject,
        value is VMotionServer server ? $"{server.Name} is a connection and no snapshot." : $"An object of type {TypeOf(value)} is no snapshot.",
        value is VMotionServer one ? one.Name : TypeOf(value));

    internal static ErrorRecord SnapshotAmbiguous(string file, IReadOnlyList<SnapshotServer> servers) => Create(
        ErrorKinds.SnapshotAmbiguous,
        servers.Count == 0 ? $"{file} has no server in it." : $"{file} has {string.Join(" and ", servers.Select(server => server.Identity.Name))} in it.",
        file,
        servers.Count == 0 ? "Take a snapshot of a server that is connected: Export-VMotionSnapshot fabric.json.gz" : null);

    internal static ErrorRecord NothingToRedact() =>
        Create(ErrorKinds.NothingToRedact, "-RedactedPlan was given without -Plan, or without -Redact.", null);

    internal static ErrorRecord SnapshotRedacted() =>
        Create(ErrorKinds.SnapshotRedacted, "A redacted snapshot can be compared with nothing but itself.", null);

    internal static ErrorRecord SnapshotNotWritable(string server, string? bySnapshot = null) => Create(
        ErrorKinds.SnapshotNotWritable,
        $"{server} is given as a snapshot, and a snapshot cannot be changed.",
        server,
        bySnapshot is null ? null : $"{bySnapshot} To do it, connect to {server}, and give that as -Server.");

    internal static ErrorRecord SnapshotNotConnected(string server) => Create(
        ErrorKinds.InvalidServer,
        $"What was given as {server} is a snapshot, to which nobody can connect.",
        server,
        $"A snapshot is given to the cmdlets that read, as -Server. To connect to the server itself: Connect-VMotionServer {server} -Credential (Get-Credential)");

    internal static ErrorRecord SnapshotNotProbed(string server) =>
        Create(ErrorKinds.SnapshotNotProbed, $"The snapshot of {server} has no pings recorded.", server);

    internal static ErrorRecord ServerTwice(string server) =>
        Create(ErrorKinds.ServerTwice, $"{server} was given twice, and not as the same thing.", server);

    internal static ErrorRecord MigrateRequired(string machine) =>
        Create(ErrorKinds.MigrateRequired, $"{machine} is not moved, since -Migrate was not given.", machine);

    internal static ErrorRecord VMAmbiguous(string machine, int count) => Create(
        ErrorKinds.VMAmbiguous, $"{count.ToString(CultureInfo.InvariantCulture)} virtual machines are called '{machine}'.", machine);

    internal static ErrorRecord NoDestination(string machine, string? cluster, string? place = null) => Create(
        ErrorKinds.NoDestination,
        place is null
            ? $"There is no other host that {machine} could go to: its cluster has none."
            : $"No other host of {place} is {(cluster is null ? "without a cluster, as the host of" : $"in {cluster}, the cluster of")} {machine}.",
        machine);

    internal static ErrorRecord CanaryNotHome(VMotionPathMigration row) => Create(
        ErrorKinds.CanaryNotHome,
        $"{row.VM} is not known to be home on {row.Source}: {(row.VMHost is null ? "where it is could not be read" : $"it was seen on {row.VMHost} last")}. {string.Join(" ", row.Problems)}",
        row.VM);

    internal static ErrorRecord InvalidFault(string fault, IEnumerable<string> names) => Create(
        ErrorKinds.InvalidFault, $"The simulator knows no fault '{fault}'. It knows {string.Join(", ", names)}.", fault);

    internal static ErrorRecord InvalidSimulator(Exception failure) =>
        Create(ErrorKinds.InvalidSimulator, Regex.Replace(failure.Message, @"\s+(\(Parameter|Parameter name:).*$", string.Empty, RegexOptions.Singleline), null, null, failure);

    internal static ErrorRecord PortInUse(int port, Exception failure) => Create(
        ErrorKinds.PortInUse,
        string.Format(CultureInfo.InvariantCulture, "Port {0} cannot be listened on: {1}", port, failure.Message),
        port.ToString(CultureInfo.InvariantCulture),
        null,
        failure);

    internal static ErrorRecord Unexpected(Exception failure) =>
        Create(ErrorKinds.UnexpectedError, $"{failure.GetType().Name}: {failure.Message}", null, null, failure);

    /// <summary>A session secret of PowerCLI's that cannot be one.</summary>
    internal static ErrorRecord InvalidSession(string server, ArgumentException failure) =>
        Create(ErrorKinds.InvalidServer, $"PowerCLI's session with {server} cannot be used: its secret is none of vCenter's.", server, null, failure);

    /// <summary>What went wrong with a server.</summary>
    /// <param name="failure">What the bindings threw.</param>
    /// <param name="server">The server's name, as it goes behind -Server.</param>
    /// <param name="borrowedFrom">What the user would type for PowerCLI's connection; null for a login of our own.</param>
    internal static ErrorRecord Of(VSphereException failure, string server, string? borrowedFrom = null)
    {
        ErrorKind kind = KindOf(failure);
        string? action = failure switch
        {
            VSphereTransportException { Thumbprint: string thumbprint } => AdoptionLine(kind, server, borrowedFrom, thumbprint),
            VSphereFaultException when kind == ErrorKinds.SessionExpired && borrowedFrom is not null =>
                $"The session is PowerCLI's: connect again with Connect-VIServer, or type: Connect-VMotionServer -Server {server} -Credential (Get-Credential)",
            _ => null,
        };
        return Create(kind, failure.Message, server, action, failure);
    }

    private static ErrorKind KindOf(VSphereException failure) => failure switch
    {
        VSphereFaultException fault => fault.FaultType switch
        {
            "InvalidLogin" => ErrorKinds.LoginFailed,
            "NoPermission" => ErrorKinds.PermissionDenied,
            "NotAuthenticated" => ErrorKinds.SessionExpired,
            _ => ErrorKinds.ServerFault,
        },
        VSphereTransportException transport => transport.Problem switch
        {
            TransportProblem.NameNotFound => ErrorKinds.ServerNameNotFound,
            TransportProblem.Refused => ErrorKinds.ConnectionRefused,
            TransportProblem.Unreachable => ErrorKinds.ServerUnreachable,
            TransportProblem.TimedOut => ErrorKinds.ConnectionTimeout,
            TransportProblem.Stalled => ErrorKinds.ReplyStalled,
            TransportProblem.ConnectionLost => ErrorKinds.ConnectionLost,
            TransportProblem.TlsFailed => ErrorKinds.TlsFailed,
            TransportProblem.CertificateUntrusted => ErrorKinds.CertificateUntrusted,
            TransportProblem.CertificateExpired => ErrorKinds.CertificateExpired,
            TransportProblem.ThumbprintMismatch => ErrorKinds.ThumbprintMismatch,
            TransportProblem.PlainHttpRefused => ErrorKinds.PlainHttpRefused,
            _ => ErrorKinds.ConnectionFailed,
        },
        VSphereReplyException reply => reply.Problem switch
        {
            ReplyProblem.NotVCenter => ErrorKinds.NotVCenter,
            ReplyProblem.Redirect => ErrorKinds.ServerRedirects,
            ReplyProblem.HttpError => ErrorKinds.HttpError,
            ReplyProblem.CutOff => ErrorKinds.ReplyCutOff,
            ReplyProblem.TooLarge => ErrorKinds.ReplyTooLarge,
            _ => ErrorKinds.ReplyMalformed,
        },
        EsxCliException => ErrorKinds.EsxCliFailed,
        _ => ErrorKinds.UnexpectedError,
    };

    // The line is printed only where the certificate is one to be compared and pinned: after a mismatch it would invite to
    // pin whoever is in between.
    private static string? AdoptionLine(ErrorKind kind, string server, string? borrowedFrom, string thumbprint)
    {
        if (kind != ErrorKinds.CertificateUntrusted && kind != ErrorKinds.CertificateExpired) return null;
        string line = borrowedFrom is null
            ? $"Connect-VMotionServer -Server {server} -Credential (Get-Credential) -Thumbprint {thumbprint}"
            : $"Connect-VMotionServer -Server {borrowedFrom} -Thumbprint {thumbprint}";
        return $"If that is the server's own thumbprint, type: {line}";
    }

    private static ErrorRecord Create(ErrorKind kind, string message, string? target, string? action = null, Exception? failure = null)
    {
        string todo = action ?? string.Format(CultureInfo.InvariantCulture, kind.Action, target);
        // What the bindings say ends with advice of its own; only a line to type is to be added to it.
        bool isWhole = ViewShowsAction || (failure is VSphereException && action is null);
        Exception exception = failure ?? kind.Category switch
        {
            ErrorCategory.ObjectNotFound => new ItemNotFoundException(message),
            ErrorCategory.InvalidArgument => new ArgumentException(message),
            _ => new InvalidOperationException(message),
        };
        return new ErrorRecord(exception, kind.Id, kind.Category, target)
        {
            ErrorDetails = new ErrorDetails(isWhole ? message : message + " " + todo) { RecommendedAction = todo },
        };
    }

    private static string TypeOf(object? value) => value is null ? "null" : Shape.Unwrap(value) is { } inner ? inner.GetType().Name : "null";
}
