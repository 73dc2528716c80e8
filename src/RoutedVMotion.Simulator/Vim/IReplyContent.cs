using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>A method's result that writes itself: the pages of the property collector, which are made of rendered fragments.</summary>
internal interface IReplyContent
{
    /// <summary>Writes what stands inside the response element.</summary>
    void WriteTo(Utf8Buffer output);
}
