using System;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>A step was not made, or nobody knows whether it was.</summary>
internal sealed class StepException : Exception
{
    public StepException(StepProblem problem, string message)
        : base(message) => Problem = problem;

    public StepProblem Problem { get; }
}
