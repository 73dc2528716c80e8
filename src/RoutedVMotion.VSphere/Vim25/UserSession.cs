namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A session, as the session manager sees it.</summary>
internal sealed class UserSession : DynamicData
{
    public string? Key { get; set; }

    public string? UserName { get; set; }

    public string? FullName { get; set; }
}
