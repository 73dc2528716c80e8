namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Ends a view.</summary>
internal sealed class DestroyView : Request<object>;
