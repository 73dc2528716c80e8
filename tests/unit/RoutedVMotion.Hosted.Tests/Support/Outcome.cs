using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using Xunit;

namespace RoutedVMotion.Hosted.Tests.Support;

/// <summary>What a script wrote, stream by stream.</summary>
public sealed record Outcome(
    IReadOnlyList<PSObject> Objects,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<ProgressRecord> Progress,
    ErrorRecord? Terminating)
{
    /// <summary>The objects, of a script that must not complain.</summary>
    public IReadOnlyList<PSObject> Clean
    {
        get
        {
            Assert.Null(Terminating?.ToString());
            Assert.Empty(Errors.Select(error => error.ToString()));
            return Objects;
        }
    }

    /// <summary>The one object, of a script that must not complain.</summary>
    public PSObject Single => Assert.Single(Clean);

    /// <summary>The one error, whether it ended the script or not.</summary>
    public ErrorRecord OneError => Assert.Single(Errors.Append(Terminating), error => error is not null)!;

    /// <summary>All that a person or a log could get to see.</summary>
    public string Everything => string.Join(
        Environment.NewLine,
        Objects.SelectMany(Dump)
            .Concat(Errors.Append(Terminating).Where(error => error is not null).SelectMany(error => Dump(error!)))
            .Concat(Warnings).Concat(Verbose).Concat(Debug)
            .Concat(Progress.Select(record => record.ToString())));

    /// <summary>The values of a property.</summary>
    public IEnumerable<T> Values<T>(string property) => Clean.Select(row => (T)row.Properties[property].Value);

    private static IEnumerable<string> Dump(PSObject value) =>
        value.Properties.Select(property => $"{property.Name}={property.Value}").Prepend(value.ToString());

    private static IEnumerable<string> Dump(ErrorRecord error) =>
    [
        error.ToString(), error.Exception.ToString(), error.FullyQualifiedErrorId, error.CategoryInfo.ToString(),
        error.TargetObject?.ToString() ?? string.Empty, error.ErrorDetails?.Message ?? string.Empty,
        error.ErrorDetails?.RecommendedAction ?? string.Empty, error.InvocationInfo?.PositionMessage ?? string.Empty,
        .. error.TargetObject is null ? [] : Dump(PSObject.AsPSObject(error.TargetObject)),
    ];
}
