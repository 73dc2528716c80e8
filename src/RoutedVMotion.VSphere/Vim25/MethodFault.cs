namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A fault. Those without a class of their own here are read as this one and keep their name.</summary>
internal class MethodFault : DynamicData
{
    public LocalizableMessage[]? FaultMessage { get; set; }

    /// <summary>VMware's name of the fault, from its xsi:type; set by the reader, not an element.</summary>
    internal string? TypeName { get; set; }
}
