using System.Security;

namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Begins a session.</summary>
internal sealed class Login : Request<UserSession>
{
    public string? UserName { get; set; }

    public SecureString? Password { get; set; }

    public string? Locale { get; set; }
}
