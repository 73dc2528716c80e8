namespace RoutedVMotion.Core.Changes;

/// <summary>An adapter that no longer carries vMotion.</summary>
/// <param name="Device">The device.</param>
/// <param name="Remove">It goes; otherwise vMotion is deselected and it stays.</param>
public sealed record UnwantedAdapter(string Device, bool Remove);
