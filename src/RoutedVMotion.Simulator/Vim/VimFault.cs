using System;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>A fault that a method answers with; on the wire an HTTP 500 with the typed fault in its detail.</summary>
internal sealed class VimFault : Exception
{
    public VimFault(DataObject fault, string message)
        : base(message) =>
        Fault = fault;

    /// <summary>The fault's data.</summary>
    public DataObject Fault { get; }

    public static VimFault NotAuthenticated() => new(
        new DataObject("NotAuthenticated")
        {
            ["object"] = new ManagedReference("Folder", "group-d1"),
            ["privilegeId"] = "System.View",
        },
        "The session is not authenticated.");

    public static VimFault NoPermission(ManagedReference entity, string privilege)
    {
        var missing = new DataObject("NoPermissionEntityPrivileges") { ["entity"] = entity, ["privilegeIds"] = new[] { privilege } };
        var fault = new DataObject("NoPermission")
        {
            ["object"] = entity,
            ["privilegeId"] = privilege,
            ["missingPrivileges"] = new[] { missing },
        };
        return new VimFault(fault, "Permission to perform this operation was denied.");
    }

    public static VimFault ManagedObjectNotFound(ManagedReference reference) => new(
        new DataObject("ManagedObjectNotFound") { ["obj"] = reference },
        $"The object 'vim.{reference.Type}:{reference.Id}' has already been deleted or has not been completely created");

    public static VimFault InvalidArgument(string property) => new(
        new DataObject("InvalidArgument") { ["invalidProperty"] = property },
        $"A specified parameter was not correct: {property}");

    public static VimFault InvalidProperty(string name) => new(new DataObject("InvalidProperty") { ["name"] = name }, string.Empty);

    public static VimFault InvalidLogin() => new(
        new DataObject("InvalidLogin"), "Cannot complete login due to an incorrect user name or password.");

    public static VimFault InvalidRequest(string message) => new(new DataObject("InvalidRequest"), message);

    public static VimFault MethodNotFound(ManagedReference receiver, string method) => new(
        new DataObject("MethodNotFound") { ["receiver"] = receiver, ["method"] = method },
        $"Method not found: {receiver.Type}.{method}");

    public static VimFault NotFound() => new(new DataObject("NotFound"), "The object or item referred to could not be found.");

    public static VimFault AlreadyExists(string name) => new(
        new DataObject("AlreadyExists") { ["name"] = name }, $"The specified key, name, or identifier '{name}' already exists.");

    public static VimFault NotSupported(string what) => new(
        new DataObject("NotSupported"), $"The operation is not supported on the object: {what}");

    /// <summary>What a host says when its kernel does not take a configuration; the useful text is in the message (facts B6).</summary>
    public static VimFault PlatformConfig(string text) => new(
        new DataObject("PlatformConfigFault")
        {
            ["faultMessage"] = new[] { new DataObject("LocalizableMessage") { ["key"] = "com.vmware.esx.hostctl.default", ["message"] = text } },
            ["text"] = text,
        },
        "An error occurred during host configuration.");

    public static VimFault HostNotConnected() => new(
        new DataObject("HostNotConnected"), "Unable to communicate with the remote host, since it is disconnected.");

    public static VimFault HostNotReachable() => new(
        new DataObject("HostNotReachable"), "Unable to communicate with the remote host, either due to network errors or because the host is not responding.");

    public static VimFault InvalidPowerState(string? requested, string existing) => new(
        new DataObject("InvalidPowerState") { ["requestedState"] = requested, ["existingState"] = existing },
        existing == "poweredOn" ? "The attempted operation cannot be performed in the current state (Powered on)." : "The attempted operation cannot be performed in the current state (Powered off).");

    public static VimFault InvalidHostState(ManagedReference host) => new(
        new DataObject("InvalidHostState") { ["host"] = host }, "The operation is not allowed in the current state of the host.");

    public static VimFault TaskInProgress(ManagedReference task) => new(
        new DataObject("TaskInProgress") { ["task"] = task }, "Another task is already in progress.");

    public static VimFault VMotionNotConfigured(bool atSource, string host, ManagedReference entity) => new(
        new DataObject("VMotionNotConfigured") { ["atSourceHost"] = atSource, ["failedHost"] = host, ["failedHostEntity"] = entity },
        $"The vMotion interface is not configured (or is misconfigured) on the {(atSource ? "source" : "destination")} host '{host}'.");

    public static VimFault VMotionLinkDown(bool atSource, string host, ManagedReference entity, string network) => new(
        new DataObject("VMotionLinkDown") { ["atSourceHost"] = atSource, ["failedHost"] = host, ["failedHostEntity"] = entity, ["network"] = network },
        $"The vMotion interface of the {(atSource ? "source" : "destination")} host '{host}' uses network '{network}', whose link is down.");

    public static VimFault CannotAccessNetwork(string device, string backing, bool connected, ManagedReference network) => new(
        new DataObject("CannotAccessNetwork") { ["device"] = device, ["backing"] = backing, ["connected"] = connected, ["network"] = network },
        $"Currently connected network interface '{device}' uses network '{backing}', which is not accessible.");

    public static VimFault VmHostAffinityRuleViolation(string machine, string host) => new(
        new DataObject("VmHostAffinityRuleViolation") { ["vmName"] = machine, ["hostName"] = host },
        $"Virtual machine '{machine}' on host '{host}' would violate a virtual machine - host affinity rule.");

    /// <summary>What goes wrong with a migration on the way, or might; the host's own words stand beneath (which type it is: [K]).</summary>
    public static VimFault GenericVmConfig(string reason, params string[] messages) => new(
        new DataObject("GenericVmConfigFault")
        {
            ["faultMessage"] = messages
                .Select(message => new DataObject("LocalizableMessage") { ["key"] = "vob.vmotion.migration", ["message"] = message })
                .ToArray(),
            ["reason"] = reason,
        },
        reason);

    /// <summary>The fault as data, with its message.</summary>
    public DataObject Localize() => new("LocalizedMethodFault") { ["fault"] = Fault, ["localizedMessage"] = Message };
}
