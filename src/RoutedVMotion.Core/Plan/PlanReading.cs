using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>What came of reading a text: a plan, or the errors that kept it from being one.</summary>
/// <param name="Plan">The plan; null if there is an error among the messages.</param>
/// <param name="Messages">All that was noticed, in the text's order.</param>
public sealed record PlanReading(RackPlan? Plan, IReadOnlyList<PlanMessage> Messages);
