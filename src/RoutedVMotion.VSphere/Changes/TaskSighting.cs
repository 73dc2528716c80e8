namespace RoutedVMotion.VSphere.Changes;

/// <summary>A task that has not ended.</summary>
/// <param name="DescriptionId">What it does, for example VirtualMachine.migrate.</param>
/// <param name="EntityType">The type of what it hangs on.</param>
/// <param name="EntityName">The name of what it hangs on.</param>
internal sealed record TaskSighting(string DescriptionId, string EntityType, string EntityName)
{
    /// <summary>
    /// It moves a running virtual machine. What vCenter calls it differs from version to version and with who started it (facts 6.9):
    /// whatever sounds like it counts.
    /// </summary>
    public bool IsMigration => EntityType == "VirtualMachine" && (Has("migrat") || Has("relocat") || Has("vmotion"));

    /// <summary>It brings a host into maintenance mode.</summary>
    public bool IsEnteringMaintenance => Has("enterMaintenanceMode");

    /// <summary>It remediates a cluster or a host.</summary>
    public bool IsRemediation => Has("remediat") || Has("esx.settings");

    private bool Has(string part) => DescriptionId.IndexOf(part, System.StringComparison.OrdinalIgnoreCase) >= 0;
}
