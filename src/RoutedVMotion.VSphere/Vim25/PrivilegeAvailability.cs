namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Whether somebody has a privilege.</summary>
internal sealed class PrivilegeAvailability : DynamicData
{
    public string? PrivId { get; set; }

    public bool? IsGranted { get; set; }
}
