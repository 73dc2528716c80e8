namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>Why a host could not be made to ping. That nobody answers is no failure but an answer.</summary>
public enum ProbeFailure
{
    /// <summary>It pinged; sent and received say what came of it, and the error text what the host said.</summary>
    None,

    /// <summary>The account may not run esxcli on the host (NoPermission).</summary>
    Denied,

    /// <summary>The call failed: the host is gone, the time was up, the command is not known.</summary>
    Failed,

    /// <summary>A snapshot was asked that has no record of this ping. It stands in no file: nobody has tried.</summary>
    NotRecorded,
}
