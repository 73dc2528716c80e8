namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A distributed switch, whoever made it.</summary>
internal class DVSConfigInfo : DynamicData
{
    public string? Uuid { get; set; }

    public string? Name { get; set; }

    public DVPortSetting? DefaultPortConfig { get; set; }
}
