namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Names of uplinks and LAGs; those in neither list are not used.</summary>
internal sealed class VMwareUplinkPortOrderPolicy : InheritablePolicy
{
    public string[]? ActiveUplinkPort { get; set; }

    public string[]? StandbyUplinkPort { get; set; }
}
