using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>A plan that was inferred from what the servers have.</summary>
/// <param name="Plan">The plan; each rack's notes say what it rests on, how sure that is, and which hosts differ.</param>
/// <param name="Remarks">What has no rack to be noted in: hosts that could not be placed, neighbours that are no leaves. Sentences.</param>
public sealed record InferredPlan(RackPlan Plan, IReadOnlyList<string> Remarks);
