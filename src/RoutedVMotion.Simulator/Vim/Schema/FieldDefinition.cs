namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>An element of a data type, a property of a managed object, or a parameter of a method.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="TypeName">The name of its declared type; "any" for xsd:anyType.</param>
/// <param name="Multiplicity">How often it occurs.</param>
/// <param name="Since">The API version that brought it; null if it has been there since 6.7.1 or longer.</param>
internal sealed record FieldDefinition(string Name, string TypeName, Multiplicity Multiplicity, ApiVersion? Since)
{
    public bool IsArray => Multiplicity is Multiplicity.Many or Multiplicity.OneOrMore;

    public bool IsMandatory => Multiplicity is Multiplicity.Required or Multiplicity.OneOrMore;

    public bool IsKnownTo(ApiVersion version) => Since is not ApiVersion since || !(version < since);
}
