namespace RoutedVMotion.Bench.Recordings;

/// <summary>A request that the reader sent and what came back.</summary>
/// <param name="Method">For example RetrievePropertiesEx.</param>
/// <param name="Request">The envelope; empty for a login, which has a password in it, and for a GET.</param>
/// <param name="ContentType">The reply's media type.</param>
/// <param name="Reply">The reply's body, decompressed.</param>
internal sealed record Exchange(string Method, byte[] Request, string? ContentType, byte[] Reply);
