namespace RoutedVMotion.VSphere;

/// <summary>What is wrong with a reply.</summary>
public enum ReplyProblem
{
    /// <summary>What answered is no vCenter and no ESXi host: a web page, say.</summary>
    NotVCenter,

    /// <summary>It answered with a redirect, which is not followed.</summary>
    Redirect,

    /// <summary>It answered with an HTTP error and nothing that explains it, for example 503 while vCenter is starting.</summary>
    HttpError,

    /// <summary>The reply ends in the middle.</summary>
    CutOff,

    /// <summary>The reply is larger or deeper nested than any honest one.</summary>
    TooLarge,

    /// <summary>The reply is no well-formed XML, has a DTD, or lacks what it must have.</summary>
    Malformed,
}
