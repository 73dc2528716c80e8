using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>An adapter that has a certain address; the other adapters that have it hang behind it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Adapter">Its adapter.</param>
/// <param name="Next">The next one; null at the end.</param>
public sealed record AddressUse(HostContext Host, Adapter Adapter, AddressUse? Next);
