namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>The object that runs esxcli commands on a host. Not in the published schema (facts C1).</summary>
internal sealed class RetrieveManagedMethodExecuter : Request<ManagedObjectReference>;
