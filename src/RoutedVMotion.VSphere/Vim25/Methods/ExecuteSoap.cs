namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Runs an esxcli command. Not in the published schema (facts C1).</summary>
internal sealed class ExecuteSoap : Request<ReflectManagedMethodExecuterSoapResult>
{
    public string? Moid { get; set; }

    public string? Version { get; set; }

    public string? Method { get; set; }

    public ReflectManagedMethodExecuterSoapArgument[]? Argument { get; set; }
}
