using System;

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
}
