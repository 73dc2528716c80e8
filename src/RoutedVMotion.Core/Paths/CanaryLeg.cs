using System;

namespace RoutedVMotion.Core.Paths;

/// <summary>One migration of a canary.</summary>
/// <param name="IsBack">It was to bring the machine home.</param>
/// <param name="Source">The name of the host that it was on.</param>
/// <param name="Destination">The name of the host that it was sent to.</param>
/// <param name="Start">When it began, by the server's clock (UTC); null where the server has not said.</param>
/// <param name="Seconds">How long it took: by the server's clock from start to end, or where that is not told as seen from here.</param>
/// <param name="Fault">Why it failed, in words; null where it did not.</param>
public sealed record CanaryLeg(bool IsBack, string Source, string Destination, DateTime? Start, double Seconds, string? Fault);
