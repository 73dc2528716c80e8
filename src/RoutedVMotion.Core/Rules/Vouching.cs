namespace RoutedVMotion.Core.Rules;

/// <summary>What a plan's vmNetworks say of a network and a pair of racks.</summary>
public enum Vouching
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It reaches from the one to the other, by whatever means.</summary>
    ForThese,

    /// <summary>It reaches some racks, but not both of these.</summary>
    ForOtherRacks,

    /// <summary>It does not leave its rack.</summary>
    Local,
}
