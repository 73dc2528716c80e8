using System.Collections.Generic;

namespace RoutedVMotion.Core.Paths;

/// <summary>All paths from one group of hosts to another: what holds of most, how many there are of each kind, and who is an exception.</summary>
public sealed class GroupPath
{
    private readonly int[] _pairs;

    internal GroupPath(PathGroup source, PathGroup destination, PathVerdict verdict, int[] pairs, IReadOnlyList<GroupReason> reasons, IReadOnlyList<PathException> exceptions)
    {
        Source = source;
        Destination = destination;
        Verdict = verdict;
        _pairs = pairs;
        Reasons = reasons;
        Exceptions = exceptions;
    }

    /// <summary>Where virtual machines are.</summary>
    public PathGroup Source { get; }

    /// <summary>Where they are to go.</summary>
    public PathGroup Destination { get; }

    /// <summary>The verdict that holds of most hosts on either side.</summary>
    public PathVerdict Verdict { get; }

    /// <summary>Pairs of hosts, a host with itself not counted.</summary>
    public int Pairs => _pairs[0] + _pairs[1] + _pairs[2] + _pairs[3];

    /// <summary>Why the paths of that kind are blocked or unknown, what holds of most hosts first; empty where they are neither.</summary>
    public IReadOnlyList<GroupReason> Reasons { get; }

    /// <summary>The hosts whose paths differ from that, by name; a host is an exception once, whatever the number of its peers.</summary>
    public IReadOnlyList<PathException> Exceptions { get; }

    /// <summary>How many pairs of hosts are of a kind.</summary>
    public int PairsOf(PathKind kind) => _pairs[(int)kind];
}
