using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>A call of a method, read and checked against the schema.</summary>
/// <param name="Method">The method.</param>
/// <param name="Arguments">Its arguments, one for each parameter; null for one left out, a list for an array.</param>
/// <param name="Session">The caller's session; null for one that is not logged in.</param>
/// <param name="Version">The API version that the caller speaks.</param>
internal sealed record MethodCall(MethodDefinition Method, object?[] Arguments, Session? Session, ApiVersion Version)
{
    public T Argument<T>(int index) => (T)Arguments[index]!;
}
