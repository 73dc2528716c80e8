using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules;

/// <summary>A rule that judges clusters one by one.</summary>
public abstract class ClusterRule : ValidationRule
{
    /// <summary>The findings on one cluster.</summary>
    public abstract IEnumerable<Finding> Judge(ClusterContext cluster);

    /// <summary>A finding of this rule.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="rack">The rack that it concerns, if it is one.</param>
    protected Finding Report(ClusterContext cluster, string? expected, string? found, string? rack = null) => new(Info)
    {
        Server = cluster.Server,
        Cluster = cluster.Name,
        Rack = rack,
        Expected = expected,
        Found = found,
    };
}
