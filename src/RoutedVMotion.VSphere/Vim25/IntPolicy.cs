namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A number.</summary>
internal sealed class IntPolicy : InheritablePolicy
{
    public int? Value { get; set; }
}
