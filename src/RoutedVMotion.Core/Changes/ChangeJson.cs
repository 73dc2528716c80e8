using System;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// The one way in which changes, and what a host was before them, go into files (journal, change set) and come back: names in
/// camelCase, addresses and words as text, what is empty left out, what follows from the rest not written.
/// </summary>
internal static class ChangeJson
{
    private static readonly JsonSerializer s_serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        // All is said: the defaults belong to the process, and somebody may have changed them.
        ContractResolver = new Resolver(),
        Converters = { new AddressConverter(), new StringEnumConverter() },
        NullValueHandling = NullValueHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        DateFormatString = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        Culture = CultureInfo.InvariantCulture,
        MissingMemberHandling = MissingMemberHandling.Ignore,
        MaxDepth = 32,
    });

    /// <summary>The value as JSON.</summary>
    public static string Write(object value, bool indented = false)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var json = new JsonTextWriter(text) { Formatting = indented ? Formatting.Indented : Formatting.None, Culture = CultureInfo.InvariantCulture })
        {
            s_serializer.Serialize(json, value);
        }

        return text.ToString();
    }

    /// <summary>The value that stands there.</summary>
    /// <exception cref="JsonException">It is not JSON, or not of this kind. The message says where.</exception>
    public static T Read<T>(string text)
        where T : class
    {
        using var json = new JsonTextReader(new StringReader(text)) { MaxDepth = 32, DateParseHandling = DateParseHandling.DateTime, DateTimeZoneHandling = DateTimeZoneHandling.Utc };
        T value = s_serializer.Deserialize<T>(json) ?? throw new JsonSerializationException("There is nothing.");
        if (json.Read()) throw new JsonSerializationException("There is something behind the end.");
        return value;
    }

    private sealed class Resolver : DefaultContractResolver
    {
        public Resolver() => NamingStrategy = new CamelCaseNamingStrategy();

        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            JsonProperty property = base.CreateProperty(member, memberSerialization);
            // What can only be read follows from the rest.
            if (member is PropertyInfo { SetMethod: MethodInfo setter })
            {
                property.Writable = true;
                property.Readable = true;
                property.Ignored = setter.IsStatic;
            }
            else
            {
                property.Ignored = true;
            }

            // Camels have no capitals in the middle of an abbreviation.
            property.PropertyName = property.PropertyName?.Replace("iPv", "ipv");
            if (member.GetCustomAttribute<RequiredMemberAttribute>() is not null) property.Required = Required.Always;
            return property;
        }
    }

    private sealed class AddressConverter : JsonConverter
    {
        public override bool CanConvert(Type objectType) => Plain(objectType) == typeof(InetAddress) || Plain(objectType) == typeof(InterfaceAddress);

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => writer.WriteValue(value?.ToString());

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        {
            if (reader.TokenType == JsonToken.Null && Plain(objectType) != objectType) return null;
            string? text = reader.TokenType == JsonToken.String ? (string?)reader.Value : null;
            if (Plain(objectType) == typeof(InetAddress) && InetAddress.TryParse(text, out InetAddress address)) return address;
            if (Plain(objectType) == typeof(InterfaceAddress) && InterfaceAddress.TryParse(text, out InterfaceAddress own)) return own;
            throw new JsonSerializationException($"'{text}' at {reader.Path} is no address.");
        }

        private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
    }
}
