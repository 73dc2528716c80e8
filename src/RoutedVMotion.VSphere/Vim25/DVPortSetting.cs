namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Settings of a port of a distributed switch.</summary>
internal abstract class DVPortSetting : DynamicData;
