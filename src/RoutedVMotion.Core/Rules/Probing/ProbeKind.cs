namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>What a ping is for.</summary>
public enum ProbeKind
{
    /// <summary>A host asks the gateway of its rack.</summary>
    Gateway,

    /// <summary>A host asks a host of another rack.</summary>
    Peer,
}
