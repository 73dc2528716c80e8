namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A page of objects; the token comes first, so that the next page can be asked for while this one is read.</summary>
internal sealed class RetrieveResult : DynamicData
{
    public string? Token { get; set; }

    public ObjectContent[]? Objects { get; set; }
}
