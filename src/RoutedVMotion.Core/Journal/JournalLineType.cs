namespace RoutedVMotion.Core.Journal;

/// <summary>The kinds of line in a journal.</summary>
public enum JournalLineType
{
    /// <summary>The first line: which run this is, on which server, by whom.</summary>
    Run,

    /// <summary>A host is about to be changed: what it is before, and all that is going to be done.</summary>
    Host,

    /// <summary>A change is about to be made. Written and flushed before the call.</summary>
    Step,

    /// <summary>How that ended.</summary>
    StepEnd,

    /// <summary>What became of a host.</summary>
    Result,

    /// <summary>The automation level of a cluster is about to be lowered.</summary>
    DrsHold,

    /// <summary>The automation level of a cluster is as before.</summary>
    DrsRelease,

    /// <summary>The last line: the run ended by itself.</summary>
    End,
}
