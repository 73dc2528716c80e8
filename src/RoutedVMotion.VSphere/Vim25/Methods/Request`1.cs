namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>A method that gives a <typeparamref name="TResult"/>; object stands for none.</summary>
internal abstract class Request<TResult> : Request;
