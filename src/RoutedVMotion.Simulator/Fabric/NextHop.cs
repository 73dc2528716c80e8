using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>Where a host's kernel sends a packet.</summary>
/// <param name="Adapter">The adapter that it leaves by.</param>
/// <param name="Address">Whom it is handed to: the destination itself, or a gateway.</param>
internal sealed record NextHop(VMKernelAdapter Adapter, InetAddress Address);
