namespace RoutedVMotion.Simulator;

/// <summary>A call that a client has made.</summary>
/// <param name="Number">From 1, in the order in which they were carried out.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The managed object id that it was made on.</param>
/// <param name="VMHost">The host that it was for; null where it was for none.</param>
/// <param name="IsWrite">It is meant to change something.</param>
/// <param name="OperationId">What the client put into the header operationID; null if nothing.</param>
public sealed record SimulatedCall(long Number, string Method, string Target, string? VMHost, bool IsWrite, string? OperationId);
