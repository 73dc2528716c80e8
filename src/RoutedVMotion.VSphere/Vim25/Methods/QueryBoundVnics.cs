namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Which vmkernel adapters an iSCSI adapter is bound to.</summary>
internal sealed class QueryBoundVnics : Request<IscsiPortInfo[]>
{
    public string? IScsiHbaName { get; set; }
}
