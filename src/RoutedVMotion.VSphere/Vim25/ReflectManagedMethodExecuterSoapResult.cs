namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What an esxcli command gave: XML as a string, or a fault.</summary>
internal sealed class ReflectManagedMethodExecuterSoapResult : DynamicData
{
    public string? Response { get; set; }

    public ReflectManagedMethodExecuterSoapFault? Fault { get; set; }
}
