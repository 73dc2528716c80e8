using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>What is done to names and addresses; asked for every one of them, in the same order each time.</summary>
internal interface IRedaction
{
    /// <summary>A name that somebody gave, or anything else that may have names or addresses in it.</summary>
    string Name(string name);

    /// <summary>A sentence of a server or of ours, which may quote anything.</summary>
    string Sentence(string sentence);

    /// <summary>The key of a TCP/IP stack.</summary>
    string StackKey(string key);

    /// <summary>Something that identifies a server.</summary>
    string Identity(string id);

    /// <summary>An address.</summary>
    InetAddress Address(InetAddress address);

    /// <summary>An address with its subnet, as an adapter has it.</summary>
    InterfaceAddress Address(InterfaceAddress address);

    /// <summary>The destination of a route.</summary>
    Subnet Destination(Subnet subnet);
}
