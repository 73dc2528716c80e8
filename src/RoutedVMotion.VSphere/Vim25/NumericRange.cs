namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Start and end, both included.</summary>
internal sealed class NumericRange : DynamicData
{
    public int? Start { get; set; }

    public int? End { get; set; }
}
