namespace RoutedVMotion.VSphere.Vim25;

/// <summary>There is no session, or it has ended.</summary>
internal sealed class NotAuthenticated : NoPermission;
