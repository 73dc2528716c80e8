using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>A value that may be left out; where it stands, it is there.</summary>
internal sealed class NullableCodec<T> : Codec<T?>
    where T : struct
{
    private readonly Codec<T> _inner;

    public NullableCodec(Codec<T> inner) => _inner = inner;

    public override void Write(JsonEmitter json, T? value) => _inner.Write(json, value!.Value);

    public override T? Read(JsonScanner json) => _inner.Read(json);

    public override T? Redact(T? value, IRedaction redaction) => _inner.Redact(value!.Value, redaction);

    public override string Describe(T? value) => _inner.Describe(value!.Value);

    public override JObject Schema(JObject definitions) => _inner.Schema(definitions);
}
