using System;
using System.Xml.Linq;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>A SOAP fault that the simulator answered with.</summary>
internal sealed class FaultReply : Exception
{
    public FaultReply(string type, string message, XElement detail)
        : base(message)
    {
        Type = type;
        Detail = detail;
    }

    public string Type { get; }

    public XElement Detail { get; }
}
