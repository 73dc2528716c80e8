namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>How often an element occurs.</summary>
internal enum Multiplicity
{
    /// <summary>Once.</summary>
    Required,

    /// <summary>Once or not at all.</summary>
    Optional,

    /// <summary>Any number of times.</summary>
    Many,

    /// <summary>Once or more.</summary>
    OneOrMore,
}
