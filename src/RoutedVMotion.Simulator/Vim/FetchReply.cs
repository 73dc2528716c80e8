using RoutedVMotion.Simulator.Vim.Schema;
using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>A single property as Fetch gives it: typed, and nothing at all if it is unset (facts B1).</summary>
internal sealed class FetchReply : IReplyContent
{
    private readonly PropertyValue _value;
    private readonly ApiVersion _version;

    public FetchReply(PropertyValue value, ApiVersion version)
    {
        _value = value;
        _version = version;
    }

    public void WriteTo(Utf8Buffer output)
    {
        if (_value.Value is not null) new VimWriter(output, _version).WriteProperty("returnval", _value);
    }
}
