namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Whose a virtual machine is that no person looks after.</summary>
internal sealed class ManagedByInfo : DynamicData
{
    public string? ExtensionKey { get; set; }

    public string? Type { get; set; }
}
