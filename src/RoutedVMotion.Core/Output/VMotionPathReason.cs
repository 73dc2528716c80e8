namespace RoutedVMotion.Core.Output;

/// <summary>Why a path is blocked, or why nothing can be said of it.</summary>
public sealed class VMotionPathReason
{
    internal VMotionPathReason(string rule, string side, string vmHost, int hosts, string? found)
    {
        Rule = rule;
        Side = side;
        VMHost = vmHost;
        Hosts = hosts;
        Found = found;
    }

    /// <summary>The rule's name; Get-VMotionRule and docs/rules tell more.</summary>
    public string Rule { get; }

    /// <summary>Source, Destination, or Between: the end of the path that it speaks of, or what lies between.</summary>
    public string Side { get; }

    /// <summary>The hosts, the first of several by name: "esx-0101.example.com", "esx-0101.example.com and 24 more".</summary>
    public string VMHost { get; }

    /// <summary>How many hosts.</summary>
    public int Hosts { get; }

    /// <summary>What is there, on the first of them.</summary>
    public string? Found { get; }

    /// <summary>For example "GatewayMissing: esx-0101.example.com".</summary>
    public override string ToString() => VMHost.Length == 0 ? Rule : $"{Rule}: {VMHost}";
}
