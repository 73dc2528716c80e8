using System;
using System.Linq;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>Faults as exceptions and as sentences.</summary>
internal static class Faults
{
    public const string NotAuthenticated = "NotAuthenticated";
    public const string NoPermission = "NoPermission";
    public const string InvalidLogin = "InvalidLogin";
    public const string ManagedObjectNotFound = "ManagedObjectNotFound";
    public const string InvalidProperty = "InvalidProperty";

    /// <summary>The privilege that a fault is about.</summary>
    public static string? PrivilegeOf(MethodFault? fault) => fault is not NoPermission denied
        ? null
        : denied.MissingPrivileges?.SelectMany(missing => missing.PrivilegeIds ?? []).FirstOrDefault() ?? NullIfEmpty(denied.PrivilegeId);

    /// <summary>What a fault says, as the end of a sentence: "the user lacks the privilege System.Read".</summary>
    public static string Describe(string faultType, MethodFault? fault, string? message)
    {
        string? said = NullIfEmpty(message)
            ?? fault?.FaultMessage?.Select(part => NullIfEmpty(part.Message)).FirstOrDefault(text => text is not null);
        return faultType switch
        {
            NotAuthenticated => "the session is not logged in, or has ended",
            NoPermission => PrivilegeOf(fault) is string privilege ? $"the user lacks the privilege {privilege}" : "the user lacks a privilege",
            InvalidProperty => $"the server does not know the property {(fault as InvalidProperty)?.Name}",
            "HostNotConnected" => "the host is not connected",
            // The fault's own words are always the same; what the host's kernel said stands beneath them (facts B6).
            "PlatformConfigFault" or "HostConfigFault" when fault?.FaultMessage?.Select(part => NullIfEmpty(part.Message)).FirstOrDefault(text => text is not null) is string text =>
                text.TrimEnd('.'),
            "NotSupported" or "MethodNotFound" => "the server does not support it",
            _ => said is null ? faultType : $"{said.TrimEnd('.')} ({faultType})",
        };
    }

    /// <summary>Why a property was withheld by a session that lives.</summary>
    public static string Describe(MissingProperty missing)
    {
        MethodFault? fault = missing.Fault?.Fault;
        return TypeOf(fault) == NotAuthenticated ? "the user may not read it" : Describe(TypeOf(fault), fault, missing.Fault?.LocalizedMessage);
    }

    /// <summary>The exception for a SOAP fault.</summary>
    public static VSphereFaultException ToException(string server, string method, string faultType, MethodFault? fault, string? message)
    {
        string text = faultType switch
        {
            InvalidLogin => $"{server} does not accept this user name and password. (vCenter wants the domain too, such as user@vsphere.local.)",
            NotAuthenticated => $"The session with {server} is not logged in, or has ended. Connect again.",
            NoPermission => $"{server} refused {method}: {Describe(faultType, fault, message)}"
                + ((fault as NoPermission)?.Object is ManagedObjectReference on ? $" on {on.Type} {on.Value}." : "."),
            _ => $"{server} refused {method}: {Describe(faultType, fault, message)}.",
        };
        return new VSphereFaultException(server, faultType, text, PrivilegeOf(fault), fault);
    }

    /// <summary>The exception for a property that was withheld where nothing can be done without it.</summary>
    public static VSphereFaultException ToException(string server, string what, MissingProperty missing) =>
        ToException(server, what, TypeOf(missing.Fault?.Fault), missing.Fault?.Fault, missing.Fault?.LocalizedMessage);

    /// <summary>The name of a fault that was read: its xsi:type, else what its element is called.</summary>
    public static string TypeOf(MethodFault? fault, string? elementName = null)
    {
        const string Suffix = "Fault";
        if (fault?.TypeName is string name) return name;
        if (elementName is null || elementName.Length <= Suffix.Length) return elementName ?? nameof(MethodFault);
        return elementName.EndsWith(Suffix, StringComparison.Ordinal) ? elementName.Substring(0, elementName.Length - Suffix.Length) : elementName;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
