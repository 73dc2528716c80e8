using System;

using Newtonsoft.Json.Linq;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>A text, a number or a flag.</summary>
internal sealed class ScalarCodec<T> : Codec<T>
{
    private readonly Action<JsonEmitter, T> _write;
    private readonly Func<JsonScanner, T> _read;
    private readonly Func<T, IRedaction, T> _redact;
    private readonly Func<T, string> _describe;
    private readonly Func<JObject> _schema;

    public ScalarCodec(
        Action<JsonEmitter, T> write, Func<JsonScanner, T> read, Func<T, IRedaction, T> redact, Func<T, string> describe, Func<JObject> schema)
    {
        _write = write;
        _read = read;
        _redact = redact;
        _describe = describe;
        _schema = schema;
    }

    public override void Write(JsonEmitter json, T value) => _write(json, value);

    public override T Read(JsonScanner json) => _read(json);

    public override T Redact(T value, IRedaction redaction) => _redact(value, redaction);

    public override string Describe(T value) => _describe(value);

    public override JObject Schema(JObject definitions) => _schema();
}
