namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>What a part of a name is to redaction.</summary>
internal enum NamePartKind
{
    /// <summary>Digits, punctuation, a single letter: stays.</summary>
    Other,

    /// <summary>Letters: replaced by a word of our own.</summary>
    Word,

    /// <summary>An address.</summary>
    Address,

    /// <summary>The first three numbers of IPv4 addresses.</summary>
    Prefix,

    /// <summary>A MAC address.</summary>
    Mac,
}
