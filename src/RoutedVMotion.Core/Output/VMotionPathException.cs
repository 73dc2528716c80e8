namespace RoutedVMotion.Core.Output;

/// <summary>A host whose paths are not what the row says of most.</summary>
public sealed class VMotionPathException
{
    internal VMotionPathException(string vmHost, string side, string verdict, string rule, string? found, int pairs, string? peers)
    {
        VMHost = vmHost;
        Side = side;
        Verdict = verdict;
        Rule = rule;
        Found = found;
        Pairs = pairs;
        Peers = peers;
    }

    /// <summary>The host.</summary>
    public string VMHost { get; }

    /// <summary>Source or Destination: the end of the path that the host is.</summary>
    public string Side { get; }

    /// <summary>Switched, Routed, Blocked or Unknown.</summary>
    public string Verdict { get; }

    /// <summary>The rules that say why, separated by commas; empty where nothing is wrong.</summary>
    public string Rule { get; }

    /// <summary>What is there; null where nothing is wrong.</summary>
    public string? Found { get; }

    /// <summary>How many paths of this host that holds of.</summary>
    public int Pairs { get; }

    /// <summary>The hosts at their other ends, the first of several by name; null where those are all.</summary>
    public string? Peers { get; }

    /// <summary>For example "esx-0102.example.com Blocked: GatewayMissing".</summary>
    public override string ToString() => $"{VMHost} {Verdict}{(Rule.Length == 0 ? string.Empty : ": " + Rule)}";
}
