namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>The kinds of type in the schema.</summary>
internal enum TypeKind
{
    /// <summary>A data object.</summary>
    Data,

    /// <summary>A fault, which is a data object too.</summary>
    Fault,

    /// <summary>A managed object.</summary>
    Managed,

    /// <summary>A closed set of words.</summary>
    Enum,
}
