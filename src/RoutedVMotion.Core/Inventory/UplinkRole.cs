namespace RoutedVMotion.Core.Inventory;

/// <summary>What a port group's teaming policy uses a physical NIC for.</summary>
public enum UplinkRole
{
    /// <summary>Carries traffic.</summary>
    Active,

    /// <summary>Carries traffic when an active one fails.</summary>
    Standby,
}
