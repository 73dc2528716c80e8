using System;
using System.Threading;
using System.Threading.Tasks;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>Carries envelopes to one server and back: HTTPS for real, in memory for tests, or another transport with something around it.</summary>
internal interface ISoapTransport : IDisposable
{
    /// <summary>Sends, and gives the reply as soon as its headers are there. The token holds for the reply's body too.</summary>
    Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel);
}
