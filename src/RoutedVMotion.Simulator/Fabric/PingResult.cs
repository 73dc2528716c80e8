using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>What came of a ping.</summary>
/// <param name="Failure">Why it could not be sent.</param>
/// <param name="Transmitted">Packets sent.</param>
/// <param name="Replies">The replies: sequence number and round trip in microseconds.</param>
/// <param name="Ttl">What is left of the replies' time to live.</param>
/// <param name="Duplicates">Replies that came twice, since two hosts have the address.</param>
internal sealed record PingResult(
    PingFailure Failure, int Transmitted, IReadOnlyList<(int Sequence, int Microseconds)> Replies, int Ttl, int Duplicates);
