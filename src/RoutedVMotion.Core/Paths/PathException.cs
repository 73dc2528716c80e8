using System.Collections.Generic;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>A host whose paths to the other group are not what most of the two groups' are.</summary>
/// <param name="Host">The host.</param>
/// <param name="Side">The end that it is.</param>
/// <param name="Verdict">The verdict on its paths, or on those that differ.</param>
/// <param name="Peers">The hosts of the other group to which that holds.</param>
/// <param name="IsToAll">Those are all that there are.</param>
public sealed record PathException(HostContext Host, PathSide Side, PathVerdict Verdict, IReadOnlyList<HostContext> Peers, bool IsToAll);
