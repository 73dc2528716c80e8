namespace RoutedVMotion.Core.Changes;

/// <summary>An adapter that a host is to have.</summary>
/// <param name="Settings">What it is made of.</param>
/// <param name="Device">The adapter that becomes it, or is it; null if it has to be made.</param>
/// <param name="Mac">The MAC address to ask for; null for a new one.</param>
public sealed record WantedAdapter(AdapterSettings Settings, string? Device = null, string? Mac = null);
