using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace RoutedVMotion.PowerShell.Errors;

/// <summary>Every kind of error that the module writes. An id is never changed: scripts look for it.</summary>
public static class ErrorKinds
{
    /// <summary>No server to ask.</summary>
    public static readonly ErrorKind NotConnected = new(
        nameof(NotConnected), ErrorCategory.ConnectionError,
        "No server is connected in this runspace, neither by Connect-VMotionServer nor by PowerCLI.",
        "Type: Connect-VMotionServer -Server <name> -Credential (Get-Credential)");

    /// <summary>No connection of this name.</summary>
    public static readonly ErrorKind ServerNotConnected = new(
        nameof(ServerNotConnected), ErrorCategory.ObjectNotFound,
        "There is no connection to a server of this name in this runspace, or it has ended.",
        "See Get-VMotionServer, or type: Connect-VMotionServer -Server {0} -Credential (Get-Credential)");

    /// <summary>Something that is no server.</summary>
    public static readonly ErrorKind InvalidServer = new(
        nameof(InvalidServer), ErrorCategory.InvalidArgument,
        "What was given as a server is neither a name, an address nor a connection.",
        "Give a name or address (vc01.example.com, vc01.example.com:8443, [fd00::1]:8443), or an object of Get-VMotionServer, Start-VMotionSimulator or Connect-VIServer.");

    /// <summary>A name without a credential.</summary>
    public static readonly ErrorKind CredentialRequired = new(
        nameof(CredentialRequired), ErrorCategory.InvalidArgument,
        "A server is to be connected by name, and no credential was given. Nothing is asked for, since scheduled jobs could not answer.",
        "Type: Connect-VMotionServer -Server {0} -Credential (Get-Credential)");

    /// <summary>Not a SHA-256 thumbprint.</summary>
    public static readonly ErrorKind InvalidThumbprint = new(
        nameof(InvalidThumbprint), ErrorCategory.InvalidArgument,
        "The thumbprint is not SHA-256: 64 hexadecimal digits, with or without colons.",
        "Ask for the SHA-256 thumbprint of the certificate; vSphere Client and browsers show it beside the shorter SHA-1.");

    /// <summary>No such host.</summary>
    public static readonly ErrorKind VMHostNotFound = new(
        nameof(VMHostNotFound), ErrorCategory.ObjectNotFound,
        "No host of this name was found on the servers that were read.",
        "Use the name as the inventory shows it, or a wildcard such as '{0}*'.");

    /// <summary>No such cluster.</summary>
    public static readonly ErrorKind ClusterNotFound = new(
        nameof(ClusterNotFound), ErrorCategory.ObjectNotFound,
        "No host is in a cluster of this name on the servers that were read.",
        "Use the name as the inventory shows it, or a wildcard such as '{0}*'.");

    /// <summary>No such datacenter.</summary>
    public static readonly ErrorKind DatacenterNotFound = new(
        nameof(DatacenterNotFound), ErrorCategory.ObjectNotFound,
        "No host is in a datacenter of this name on the servers that were read.",
        "Use the name as the inventory shows it, or a wildcard such as '{0}*'.");

    /// <summary>Something that is no host.</summary>
    public static readonly ErrorKind InvalidVMHost = new(
        nameof(InvalidVMHost), ErrorCategory.InvalidArgument,
        "What was given as a host has neither a name nor a host's name in it.",
        "Give names, rows of Get-VMotionRouting, or hosts of PowerCLI's Get-VMHost. For a cluster, use -Cluster.");

    /// <summary>A host that the server tells nothing of.</summary>
    public static readonly ErrorKind VMHostNotRead = new(
        nameof(VMHostNotRead), ErrorCategory.PermissionDenied,
        "The vmkernel networking of a host could not be read; as a rule the user may not read that host.",
        "Have a read-only role granted on the host or on a folder above it.");

    /// <summary>Wrong user name or password.</summary>
    public static readonly ErrorKind LoginFailed = new(
        nameof(LoginFailed), ErrorCategory.AuthenticationError,
        "The server does not take this user name and password.",
        "Check the password, and whether the account is locked; vCenter locks it after a few wrong ones.");

    /// <summary>A privilege is missing.</summary>
    public static readonly ErrorKind PermissionDenied = new(
        nameof(PermissionDenied), ErrorCategory.PermissionDenied,
        "The user lacks a privilege that the call needs.",
        "Connect as a user who has it, or have the privilege granted on {0}; a read-only role on the root folder is enough for reading.");

    /// <summary>The session has ended.</summary>
    public static readonly ErrorKind SessionExpired = new(
        nameof(SessionExpired), ErrorCategory.AuthenticationError,
        "The server has ended the session.",
        "Type: Connect-VMotionServer -Server {0} -Credential (Get-Credential)");

    /// <summary>Any other fault.</summary>
    public static readonly ErrorKind ServerFault = new(
        nameof(ServerFault), ErrorCategory.InvalidResult,
        "The server understood the call and refused it; the message has its own words.",
        "Look at the tasks and events of {0}; -Debug shows which call it was.");

    /// <summary>The name does not resolve.</summary>
    public static readonly ErrorKind ServerNameNotFound = new(
        nameof(ServerNameNotFound), ErrorCategory.ConnectionError,
        "The name does not resolve to an address.",
        "If DNS cannot be mended now, connect by the address, with -Thumbprint.");

    /// <summary>Nothing listens.</summary>
    public static readonly ErrorKind ConnectionRefused = new(
        nameof(ConnectionRefused), ErrorCategory.ConnectionError,
        "The machine is there and nothing listens on the port.",
        "If the API is on another port than 443, say so with -Port.");

    /// <summary>No route.</summary>
    public static readonly ErrorKind ServerUnreachable = new(
        nameof(ServerUnreachable), ErrorCategory.ConnectionError,
        "There is no route to the machine.",
        "Try from a machine in the management network of {0}.");

    /// <summary>No answer.</summary>
    public static readonly ErrorKind ConnectionTimeout = new(
        nameof(ConnectionTimeout), ErrorCategory.OperationTimeout,
        "There was no connection or no answer within the timeout.",
        "Check firewalls between this machine and {0}; -TimeoutSec of Connect-VMotionServer waits longer.");

    /// <summary>An answer that stopped.</summary>
    public static readonly ErrorKind ReplyStalled = new(
        nameof(ReplyStalled), ErrorCategory.OperationTimeout,
        "The answer began and then stopped, or took longer than a whole call may.",
        "Try again; if it stays so, look at the load of {0} and at proxies in between.");

    /// <summary>The connection broke.</summary>
    public static readonly ErrorKind ConnectionLost = new(
        nameof(ConnectionLost), ErrorCategory.ConnectionError,
        "The connection broke.",
        "Try again; if it stays so, look at firewalls and load balancers before {0}.");

    /// <summary>TLS failed.</summary>
    public static readonly ErrorKind TlsFailed = new(
        nameof(TlsFailed), ErrorCategory.SecurityError,
        "No TLS session could be agreed on.",
        "Check that the port of {0} is the one that speaks https, and that it speaks TLS 1.2 or later.");

    /// <summary>An untrusted certificate.</summary>
    public static readonly ErrorKind CertificateUntrusted = new(
        nameof(CertificateUntrusted), ErrorCategory.SecurityError,
        "The certificate is signed by an authority that this machine does not trust, or made for another name.",
        "Compare the thumbprint with the server's own, and then pin it with -Thumbprint; or install vCenter's root certificate on this machine.");

    /// <summary>An expired certificate.</summary>
    public static readonly ErrorKind CertificateExpired = new(
        nameof(CertificateExpired), ErrorCategory.SecurityError,
        "The certificate has expired or is not valid yet.",
        "Check this machine's clock, and have the certificate renewed; until then, pin it with -Thumbprint.");

    /// <summary>Another certificate.</summary>
    public static readonly ErrorKind ThumbprintMismatch = new(
        nameof(ThumbprintMismatch), ErrorCategory.SecurityError,
        "The certificate is not the one with the given thumbprint.",
        "If the certificate of {0} was renewed, compare the new thumbprint with the server's own and give that one. If not, somebody may be in between.");

    /// <summary>Plain http to another machine.</summary>
    public static readonly ErrorKind PlainHttpRefused = new(
        nameof(PlainHttpRefused), ErrorCategory.SecurityError,
        "Plain http would show the password to the network; it is allowed to this very machine only.",
        "Use https, or a name without http: in front.");

    /// <summary>Some other trouble of the network.</summary>
    public static readonly ErrorKind ConnectionFailed = new(
        nameof(ConnectionFailed), ErrorCategory.ConnectionError,
        "The server could not be talked to; the message has the reason.",
        "Check the network between this machine and {0}.");

    /// <summary>Not a vCenter.</summary>
    public static readonly ErrorKind NotVCenter = new(
        nameof(NotVCenter), ErrorCategory.ProtocolError,
        "What answered is no vCenter and no ESXi host.",
        "Check the name and -Port; vCenter's API is on port 443, not on 5480.");

    /// <summary>A redirect.</summary>
    public static readonly ErrorKind ServerRedirects = new(
        nameof(ServerRedirects), ErrorCategory.ProtocolError,
        "The server answered with a redirect, which is not followed: the password would go somewhere else.",
        "Connect to the address that it redirects to, if that is your vCenter.");

    /// <summary>An HTTP error.</summary>
    public static readonly ErrorKind HttpError = new(
        nameof(HttpError), ErrorCategory.ProtocolError,
        "The server answered with an HTTP error and nothing that explains it.",
        "503 means that vCenter is starting: wait some minutes. Otherwise look at proxies before {0}.");

    /// <summary>A reply that was cut off.</summary>
    public static readonly ErrorKind ReplyCutOff = new(
        nameof(ReplyCutOff), ErrorCategory.ProtocolError,
        "The reply ends in the middle.",
        "Try again; if it stays so, look at proxies before {0} and at the vpxd log.");

    /// <summary>A reply that is too large.</summary>
    public static readonly ErrorKind ReplyTooLarge = new(
        nameof(ReplyTooLarge), ErrorCategory.LimitsExceeded,
        "The reply is larger or deeper nested than any honest one.",
        "Make sure that {0} is your vCenter.");

    /// <summary>A reply that makes no sense.</summary>
    public static readonly ErrorKind ReplyMalformed = new(
        nameof(ReplyMalformed), ErrorCategory.ProtocolError,
        "The reply is no well-formed XML, or lacks what it must have.",
        "Make sure that {0} is your vCenter; -Debug shows which call it was.");

    /// <summary>An esxcli command failed.</summary>
    public static readonly ErrorKind EsxCliFailed = new(
        nameof(EsxCliFailed), ErrorCategory.InvalidResult,
        "An esxcli command failed on a host.",
        "Try the command in the host's own shell.");

    /// <summary>Something that is no plan.</summary>
    public static readonly ErrorKind InvalidPlan = new(
        nameof(InvalidPlan), ErrorCategory.InvalidArgument,
        "What was given as a plan is neither the path of a file nor an object of New-VMotionPlan or Import-VMotionPlan.",
        "Give the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan.");

    /// <summary>No such plan.</summary>
    public static readonly ErrorKind PlanNotFound = new(
        nameof(PlanNotFound), ErrorCategory.ObjectNotFound,
        "There is no file by this path.",
        "Check the path; it is relative to PowerShell's location. To make a plan from what is there now: New-VMotionPlan | Export-VMotionPlan racks.json");

    /// <summary>A plan's file that does not open.</summary>
    public static readonly ErrorKind PlanNotRead = new(
        nameof(PlanNotRead), ErrorCategory.ReadError,
        "The plan's file is there and cannot be read; the message has the reason.",
        "Make the file readable for the user who runs this.");

    /// <summary>A plan that cannot be used.</summary>
    public static readonly ErrorKind PlanHasErrors = new(
        nameof(PlanHasErrors), ErrorCategory.InvalidData,
        "The plan has errors, so that nothing was done with it; the message says where they stand and what to do about each.",
        "Mend them; Test-VMotionPlan lists all that can be said of the plan.");

    /// <summary>More than one plan for one file.</summary>
    public static readonly ErrorKind SeveralPlans = new(
        nameof(SeveralPlans), ErrorCategory.InvalidArgument,
        "More than one plan came down the pipeline, and a file holds one.",
        "Write them one by one, each to a file of its own.");

    /// <summary>No such rack.</summary>
    public static readonly ErrorKind RackNotFound = new(
        nameof(RackNotFound), ErrorCategory.ObjectNotFound,
        "No rack has this name.",
        "Use the name as the plan has it, or a wildcard such as '{0}*'. Without a plan, racks are called by their vMotion subnet.");

    /// <summary>No such end of a path.</summary>
    public static readonly ErrorKind PlaceNotFound = new(
        nameof(PlaceNotFound), ErrorCategory.ObjectNotFound,
        "No rack, cluster or host has this name on the servers that were read.",
        "Use the name as the plan or the inventory has it, or a wildcard such as '{0}*'. Without a plan, racks are called by their vMotion subnet.");

    /// <summary>Something that is no end of a path.</summary>
    public static readonly ErrorKind InvalidPlace = new(
        nameof(InvalidPlace), ErrorCategory.InvalidArgument,
        "What was given as a source or a destination is neither a name, a rack, a cluster nor a host.",
        "Give names, or objects that have one: rows of this module, racks of a plan, hosts of Get-VMHost, clusters of Get-Cluster.");

    /// <summary>More pings than anybody would wait for.</summary>
    public static readonly ErrorKind TooManyPairs = new(
        nameof(TooManyPairs), ErrorCategory.LimitsExceeded,
        "So many pairs of hosts or racks are to ping each other that it would take hours and burden vCenter.",
        "Name fewer hosts with -Source and -Destination, or leave out -HostPair: two hosts speak for each rack.");

    /// <summary>Something that is no virtual machine.</summary>
    public static readonly ErrorKind InvalidVM = new(
        nameof(InvalidVM), ErrorCategory.InvalidArgument,
        "What was given as a virtual machine is no machine and names none.",
        "Give names, or machines of PowerCLI's Get-VM. Hosts, racks and clusters are given with -Source.");

    /// <summary>No such virtual machine.</summary>
    public static readonly ErrorKind VMNotFound = new(
        nameof(VMNotFound), ErrorCategory.ObjectNotFound,
        "No virtual machine of this name that can migrate was found on the servers and hosts that were asked about.",
        "Use the name as the inventory shows it, or a wildcard such as '{0}*'. Templates and vCenter's own agents (vCLS) do not migrate.");

    /// <summary>No such rule.</summary>
    public static readonly ErrorKind RuleNotFound = new(
        nameof(RuleNotFound), ErrorCategory.ObjectNotFound,
        "There is no rule of this name.",
        "See Get-VMotionRule, or use a wildcard such as '*Gateway*'.");

    /// <summary>A part of the fabric is missing.</summary>
    public static readonly ErrorKind FabricIncomplete = new(
        nameof(FabricIncomplete), ErrorCategory.ReadError,
        "A server could not be read, and what would be written would be taken for the whole. Nothing was written.",
        "Mend what the other error says, or name the servers that are to be read with -Server.");

    /// <summary>A path that leads out of the file system.</summary>
    public static readonly ErrorKind InvalidPath = new(
        nameof(InvalidPath), ErrorCategory.InvalidArgument,
        "The path does not lead to a file.",
        "Give the path of a file, such as ./racks.json; it is relative to PowerShell's location.");

    /// <summary>No folder for a file.</summary>
    public static readonly ErrorKind FolderNotFound = new(
        nameof(FolderNotFound), ErrorCategory.ObjectNotFound,
        "The folder that the file is to be written to does not exist.",
        "Make the folder, or give another path.");

    /// <summary>A file that is there already.</summary>
    public static readonly ErrorKind FileExists = new(
        nameof(FileExists), ErrorCategory.ResourceExists,
        "There is a file by this name already, and it was left as it is.",
        "Give another name, or -Force to put the new one in its place.");

    /// <summary>A file that could not be written.</summary>
    public static readonly ErrorKind FileNotWritten = new(
        nameof(FileNotWritten), ErrorCategory.WriteError,
        "The file could not be written; the message has the reason. Nothing of it is left behind.",
        "Check the rights on the folder and its free space, or give another path.");

    /// <summary>A report of which the format is not known.</summary>
    public static readonly ErrorKind ReportFormatUnknown = new(
        nameof(ReportFormatUnknown), ErrorCategory.InvalidArgument,
        "Neither -Format nor the file's name says what the report is to be.",
        "Give -Format Html, Markdown, Json or JUnit, or a path that ends in .html, .md, .json or .xml.");

    /// <summary>A report of a fabric out of a part of it.</summary>
    public static readonly ErrorKind ReportNeedsFabric = new(
        nameof(ReportNeedsFabric), ErrorCategory.InvalidArgument,
        "A page or a document shows whole fabrics: neither findings from the pipeline nor some hosts or rules are enough for it.",
        "Leave out the findings, -VMHost, -Cluster, -Datacenter, -Rack, -Rule and -Severity; the plan's rules switch rules off for good.");

    /// <summary>A run for a report that shows none.</summary>
    public static readonly ErrorKind ReportShowsNoRun = new(
        nameof(ReportShowsNoRun), ErrorCategory.InvalidArgument,
        "What a run has changed is shown by a page or a document only.",
        "Give -Format Html or Markdown, or leave out -Journal.");

    /// <summary>More than one server to write to.</summary>
    public static readonly ErrorKind ServerAmbiguous = new(
        nameof(ServerAmbiguous), ErrorCategory.InvalidArgument,
        "A cmdlet that changes hosts or migrates machines acts on one server, and it is not clear on which.",
        "Name it with -Server; Get-VMotionServer lists the connections.");

    /// <summary>No plan and no change set.</summary>
    public static readonly ErrorKind PlanRequired = new(
        nameof(PlanRequired), ErrorCategory.InvalidArgument,
        "Neither a plan nor an approved change set says what the hosts are to be.",
        "Give -Plan racks.json, or -ApprovedChange with a file that -OutFile has written.");

    /// <summary>A change set that cannot be used.</summary>
    public static readonly ErrorKind InvalidChangeSet = new(
        nameof(InvalidChangeSet), ErrorCategory.InvalidData,
        "The file is no change set that Set-VMotionRouting has written, or one of another server.",
        "Give a file that Set-VMotionRouting -OutFile has written, as it was written.");

    /// <summary>A journal that cannot be used.</summary>
    public static readonly ErrorKind InvalidJournal = new(
        nameof(InvalidJournal), ErrorCategory.InvalidData,
        "The file is no journal, or damaged elsewhere than at its end, or one of another server.",
        "Get-VMotionJournal lists the journals; docs/journal.md has their format.");

    /// <summary>No such journal.</summary>
    public static readonly ErrorKind JournalNotFound = new(
        nameof(JournalNotFound), ErrorCategory.ObjectNotFound,
        "There is no journal by this id or path.",
        "Get-VMotionJournal lists the journals; -JournalPath names another folder.");

    /// <summary>A journal that cannot be written.</summary>
    public static readonly ErrorKind JournalNotWritten = new(
        nameof(JournalNotWritten), ErrorCategory.WriteError,
        "The journal cannot be written, and without one no host is changed.",
        "Check the rights on the folder and its free space, or name another folder with -JournalPath.");

    /// <summary>A run that goes on.</summary>
    public static readonly ErrorKind RunLocked = new(
        nameof(RunLocked), ErrorCategory.ResourceBusy,
        "Another run changes hosts of this server right now.",
        "Wait until it has ended; Get-VMotionJournal shows it as Running.");

    /// <summary>A host that is neither as planned nor as before.</summary>
    public static readonly ErrorKind ChangeFailed = new(
        nameof(ChangeFailed), ErrorCategory.OperationStopped,
        "A host was changed, is not as planned, and could not be taken back either.",
        "Look at the host; Restore-VMotionRouting with the run's journal takes it back once that is possible.");

    /// <summary>A cluster in two parts.</summary>
    public static readonly ErrorKind ClusterSplit = new(
        nameof(ClusterSplit), ErrorCategory.OperationStopped,
        "After the run, some hosts of a cluster use the vmotion stack and others do not: between the two no virtual machine migrates.",
        "Mend what kept the others from being changed and run this again, or take the run back with Restore-VMotionRouting.");

    /// <summary>No such snapshot.</summary>
    public static readonly ErrorKind SnapshotNotFound = new(
        nameof(SnapshotNotFound), ErrorCategory.ObjectNotFound,
        "There is no file by this path.",
        "Check the path; it is relative to PowerShell's location. To take a snapshot: Export-VMotionSnapshot fabric.json.gz");

    /// <summary>A snapshot's file that does not open.</summary>
    public static readonly ErrorKind SnapshotNotRead = new(
        nameof(SnapshotNotRead), ErrorCategory.ReadError,
        "The snapshot's file is there and cannot be read; the message has the reason.",
        "Make the file readable for the user who runs this.");

    /// <summary>A file that is no snapshot.</summary>
    public static readonly ErrorKind InvalidSnapshot = new(
        nameof(InvalidSnapshot), ErrorCategory.InvalidData,
        "The file is no snapshot, or is damaged; the message says where.",
        "Give a file that Export-VMotionSnapshot has written, as it was written; docs/snapshot.schema.json has its format.");

    /// <summary>A snapshot of a newer module.</summary>
    public static readonly ErrorKind SnapshotTooNew = new(
        nameof(SnapshotTooNew), ErrorCategory.InvalidData,
        "A newer version of this module has written the snapshot, in a format that this one does not know.",
        "Update the module here: Update-Module RoutedVMotion");

    /// <summary>Something that is no snapshot.</summary>
    public static readonly ErrorKind InvalidSnapshotObject = new(
        nameof(InvalidSnapshotObject), ErrorCategory.InvalidArgument,
        "What was given as a snapshot is neither the path of a file nor an object of Import-VMotionSnapshot.",
        "Give the path of a file that Export-VMotionSnapshot has written, or what Import-VMotionSnapshot returns. To compare with now, take a snapshot first.");

    /// <summary>Not one server in a snapshot.</summary>
    public static readonly ErrorKind SnapshotAmbiguous = new(
        nameof(SnapshotAmbiguous), ErrorCategory.InvalidArgument,
        "One vCenter can have a twin, and not exactly one server was given.",
        "Give one of them: Start-VMotionSimulator -Snapshot (Import-VMotionSnapshot <file> | Where-Object Name -eq <name>)");

    /// <summary>A redacted plan of none, or of a snapshot that is not redacted.</summary>
    public static readonly ErrorKind NothingToRedact = new(
        nameof(NothingToRedact), ErrorCategory.InvalidArgument,
        "-RedactedPlan is the file for the plan of -Plan by the names that -Redact makes up; it needs both.",
        "Export-VMotionSnapshot fabric.json.gz -Redact -Plan racks.json -RedactedPlan redacted.json");

    /// <summary>Snapshots whose names are not the same ones.</summary>
    public static readonly ErrorKind SnapshotRedacted = new(
        nameof(SnapshotRedacted), ErrorCategory.InvalidArgument,
        "A redacted snapshot is compared with another one: names and addresses in it are others each time, so that all would be different.",
        "Compare the snapshots before they are redacted. To have both for somebody else, send what Compare-VMotionSnapshot says of them.");

    /// <summary>A snapshot is to be changed.</summary>
    public static readonly ErrorKind SnapshotNotWritable = new(
        nameof(SnapshotNotWritable), ErrorCategory.InvalidOperation,
        "A snapshot shows what was; nothing can be done to the hosts by it.",
        "Connect to {0}, and give that as -Server.");

    /// <summary>A snapshot without pings.</summary>
    public static readonly ErrorKind SnapshotNotProbed = new(
        nameof(SnapshotNotProbed), ErrorCategory.ObjectNotFound,
        "The snapshot has no pings recorded, so that it cannot answer any.",
        "Take it again with Export-VMotionSnapshot -Probe and the same -Plan, or leave out -Probe.");

    /// <summary>One server in two states.</summary>
    public static readonly ErrorKind ServerTwice = new(
        nameof(ServerTwice), ErrorCategory.InvalidArgument,
        "The same server was given as it is and as a snapshot, or as two snapshots; together they are no fabric.",
        "Give one of them. To see what is different, use Compare-VMotionSnapshot.");

    /// <summary>A canary, and no word that it is to be moved.</summary>
    public static readonly ErrorKind MigrateRequired = new(
        nameof(MigrateRequired), ErrorCategory.InvalidArgument,
        "A canary was named, and -Migrate was not given: nothing is moved unless that is said.",
        "Add -Migrate to have {0} migrated there and back, or use -VM to see its paths without moving anything.");

    /// <summary>A name that several machines have.</summary>
    public static readonly ErrorKind VMAmbiguous = new(
        nameof(VMAmbiguous), ErrorCategory.InvalidArgument,
        "Several virtual machines have this name, and one is to be moved.",
        "Give the machine as an object of PowerCLI's Get-VM, or take one whose name is its own.");

    /// <summary>Nowhere to go.</summary>
    public static readonly ErrorKind NoDestination = new(
        nameof(NoDestination), ErrorCategory.ObjectNotFound,
        "There is no other host in the canary's cluster, or none of it where the canary is to go.",
        "Name a host with -Destination. One of another cluster has to be named itself: what the cluster has of the machine (DRS groups, rules, overrides) is lost by going there.");

    /// <summary>A canary that has not come home.</summary>
    public static readonly ErrorKind CanaryNotHome = new(
        nameof(CanaryNotHome), ErrorCategory.OperationStopped,
        "A virtual machine that was migrated for a test is not home again, is still under way, or nobody knows where it is.",
        "Look at the tasks of {0} in vCenter, and once none runs migrate it home by hand.");

    /// <summary>Not the name of a fault.</summary>
    public static readonly ErrorKind InvalidFault = new(
        nameof(InvalidFault), ErrorCategory.InvalidArgument,
        "The simulator does not know this fault.",
        "Press Tab after -Fault to see them. 'MissingGateway' puts the fault on one host, 'MissingGateway=3' on three.");

    /// <summary>Options that contradict each other.</summary>
    public static readonly ErrorKind InvalidSimulator = new(
        nameof(InvalidSimulator), ErrorCategory.InvalidArgument,
        "The simulator cannot be built as asked for; the message says why.",
        "Use more hosts or fewer faults; 250 racks of 200 hosts are the most.");

    /// <summary>The port is taken.</summary>
    public static readonly ErrorKind PortInUse = new(
        nameof(PortInUse), ErrorCategory.ResourceUnavailable,
        "The port cannot be listened on.",
        "Leave -Port out, and any free one is taken.");

    /// <summary>A defect of ours.</summary>
    public static readonly ErrorKind UnexpectedError = new(
        nameof(UnexpectedError), ErrorCategory.NotSpecified,
        "Something went wrong that the module did not reckon with.",
        "Please report it with the output of: $Error[0] | Format-List * -Force");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } = typeof(ErrorKinds)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (ErrorKind)field.GetValue(null)!)
        .OrderBy(kind => kind.Id, System.StringComparer.Ordinal)
        .ToArray();
}
