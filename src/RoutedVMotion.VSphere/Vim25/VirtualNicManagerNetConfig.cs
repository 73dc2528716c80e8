namespace RoutedVMotion.VSphere.Vim25;

/// <summary>One service. Its candidateVnic is left out: it repeats every adapter, and nobody here wants it.</summary>
internal sealed class VirtualNicManagerNetConfig : DynamicData
{
    public string? NicType { get; set; }

    public bool? MultiSelectAllowed { get; set; }

    /// <summary>NicType + "." + the adapter's key.</summary>
    public string[]? SelectedVnic { get; set; }
}
