using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>One end of pings: of several vMotion adapters of a host, and of both address families, each can be cut off by itself.</summary>
/// <param name="Host">The host.</param>
/// <param name="Device">The adapter.</param>
/// <param name="Family">The address family.</param>
internal readonly record struct ProbeEnd(HostContext Host, string Device, AddressFamily Family);
