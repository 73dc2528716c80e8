using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A line of an access list: it denies what goes from one subnet to another.</summary>
internal sealed record AccessRule(Subnet Source, Subnet Destination)
{
    public bool Denies(InetAddress source, InetAddress destination) => Source.Contains(source) && Destination.Contains(destination);
}
