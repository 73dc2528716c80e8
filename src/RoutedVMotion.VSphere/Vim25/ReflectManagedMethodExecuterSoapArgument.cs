namespace RoutedVMotion.VSphere.Vim25;

/// <summary>An argument of an esxcli command; val is XML as a string.</summary>
internal sealed class ReflectManagedMethodExecuterSoapArgument : DynamicData
{
    public string? Name { get; set; }

    public string? Val { get; set; }
}
