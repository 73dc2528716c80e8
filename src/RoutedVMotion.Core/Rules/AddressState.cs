namespace RoutedVMotion.Core.Rules;

/// <summary>How an adapter's address stands to its rack's subnet, in one family.</summary>
public enum AddressState
{
    /// <summary>There is nothing to compare with: no plan, or the rack has no subnet of this family.</summary>
    NotPlanned,

    /// <summary>It lies in the rack's subnet, with that prefix length.</summary>
    Right,

    /// <summary>The adapter has no address of this family.</summary>
    Missing,

    /// <summary>It lies in another subnet.</summary>
    OutsideSubnet,

    /// <summary>It lies in the rack's subnet, but the prefix length is another.</summary>
    WrongPrefixLength,
}
