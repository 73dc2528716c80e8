namespace RoutedVMotion.Core.Changes;

/// <summary>Why a host is not changed.</summary>
/// <param name="Reason">A word that scripts can rely on, for example AddressFromDhcp.</param>
/// <param name="Words">A sentence that names what is in the way.</param>
/// <param name="Action">What to do about it.</param>
public sealed record Refusal(RefusalReason Reason, string Words, string Action);
