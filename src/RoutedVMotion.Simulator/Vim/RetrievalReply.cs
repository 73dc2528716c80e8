using System.Collections.Generic;

using RoutedVMotion.Simulator.Vim.Schema;
using RoutedVMotion.Simulator.Wire;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// A page of a retrieval on its way out. Properties that cannot be read stand in missingSet; ones that are unset are simply not
/// there. What was rendered of an object is kept until the object changes.
/// </summary>
internal sealed class RetrievalReply : IReplyContent
{
    private readonly PropertyCache _cache;
    private readonly IReadOnlyList<RetrievalItem> _items;
    private readonly Session? _session;
    private readonly ApiVersion _version;
    private readonly bool _isResult;
    private readonly string? _token;

    /// <param name="cache">What was rendered before.</param>
    /// <param name="items">The page's objects.</param>
    /// <param name="session">The caller's session; null makes every property NotAuthenticated.</param>
    /// <param name="version">The API version that the caller speaks.</param>
    /// <param name="isResult">A RetrieveResult (RetrievePropertiesEx) rather than bare objects (RetrieveProperties).</param>
    /// <param name="token">The token for the next page; null if there is none.</param>
    public RetrievalReply(
        PropertyCache cache,
        IReadOnlyList<RetrievalItem> items,
        Session? session,
        ApiVersion version,
        bool isResult,
        string? token)
    {
        _cache = cache;
        _items = items;
        _session = session;
        _version = version;
        _isResult = isResult;
        _token = token;
    }

    public void WriteTo(Utf8Buffer output)
    {
        if (_isResult && _items.Count == 0) return;
        if (_isResult) output.Append("<returnval>");
        if (_token is not null) output.Append("<token>").AppendEscaped(_token).Append("</token>");
        string element = _isResult ? "objects" : "returnval";
        foreach (RetrievalItem item in _items)
        {
            output.Append("<" + element + ">");
            WriteContent(output, item);
            output.Append("</" + element + ">");
        }

        if (_isResult) output.Append("</returnval>");
    }

    private void WriteContent(Utf8Buffer output, RetrievalItem item)
    {
        ManagedObject target = item.Target;
        output.Append("<obj type=\"" + target.Type.Name + "\">").AppendEscaped(target.Reference.Id).Append("</obj>");
        List<(string Path, VimFault Fault)>? missing = null;
        foreach (string path in item.Paths)
        {
            try
            {
                if (Render(target, path) is byte[] value)
                    output.Append("<propSet><name>").AppendEscaped(path).Append("</name>").Append(value).Append("</propSet>");
            }
            catch (VimFault fault)
            {
                (missing ??= new List<(string, VimFault)>()).Add((path, fault));
            }
        }

        if (missing is null) return;
        var writer = new VimWriter(output, _version);
        foreach ((string path, VimFault fault) in missing)
        {
            output.Append("<missingSet>");
            writer.WriteFields(new DataObject("MissingProperty")
            {
                ["path"] = path,
                ["fault"] = new DataObject("LocalizedMethodFault") { ["fault"] = fault.Fault, ["localizedMessage"] = fault.Message },
            });
            output.Append("</missingSet>");
        }
    }

    // The val element; null for a property that is unset.
    private byte[]? Render(ManagedObject target, string text)
    {
        PropertyPath path = PropertyPath.Parse(text) ?? throw VimFault.InvalidProperty(text);
        if (_session is null && target.Type.Name != "ServiceInstance") throw VimFault.NotAuthenticated();
        if (target.GetMissingPrivilege(path.Text) is string privilege) throw VimFault.NoPermission(target.Reference, privilege);
        return target.Revision is int revision
            ? _cache.GetOrAdd(target.Reference, text, _version, revision, () => Render(target, path))
            : Render(target, path);
    }

    private byte[]? Render(ManagedObject target, PropertyPath path)
    {
        PropertyValue property = path.Resolve(target, _session, _version);
        if (!property.IsValid) throw VimFault.InvalidProperty(path.Text);
        if (property.Value is null) return null;
        var buffer = new Utf8Buffer(256);
        new VimWriter(buffer, _version).WriteProperty("val", property);
        return buffer.ToArray();
    }
}
