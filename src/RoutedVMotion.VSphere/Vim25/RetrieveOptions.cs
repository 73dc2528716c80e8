namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How to cut a result into pages.</summary>
internal sealed class RetrieveOptions : DynamicData
{
    public int? MaxObjects { get; set; }
}
