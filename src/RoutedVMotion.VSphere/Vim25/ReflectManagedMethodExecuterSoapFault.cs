namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Why an esxcli command failed.</summary>
internal sealed class ReflectManagedMethodExecuterSoapFault : DynamicData
{
    public string? FaultMsg { get; set; }

    /// <summary>XML as a string: a LocalizedMethodFault.</summary>
    public string? FaultDetail { get; set; }
}
