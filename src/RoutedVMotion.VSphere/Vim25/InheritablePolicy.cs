namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A policy that a port group can take over from its switch; its values are there either way.</summary>
internal abstract class InheritablePolicy : DynamicData;
