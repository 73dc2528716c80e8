using System;

namespace RoutedVMotion.VSphere;

/// <summary>The server understood the call and said no: a SOAP fault, or a fault in the place of a property.</summary>
public sealed class VSphereFaultException : VSphereException
{
    internal VSphereFaultException(string server, string faultType, string message, string? privilege = null, object? fault = null, Exception? inner = null)
        : base(server, message, inner)
    {
        FaultType = faultType;
        Privilege = privilege;
        Fault = fault;
    }

    /// <summary>VMware's name of the fault, for example InvalidLogin, NoPermission or NotAuthenticated.</summary>
    public string FaultType { get; }

    /// <summary>The privilege that is missing, for example Host.Config.Network, where the fault is about one.</summary>
    public string? Privilege { get; }

    /// <summary>The fault as it was read (a Vim25 MethodFault), for the bindings' own use.</summary>
    internal object? Fault { get; }
}
