using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>What a plan's messages can speak of; the one place where its name, weight and reason stand.</summary>
/// <param name="Name">The message's id, for example PlanGatewayOutsideSubnet.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Why">Why it matters, in one sentence.</param>
public sealed record PlanRule(string Name, Severity Severity, string Why);
