using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Artisan.Azure.KeyVault;

internal sealed record CreateKeyWire(string Kty, [property: JsonPropertyName("key_size")] int KeySize, [property: JsonPropertyName("key_ops")] IReadOnlyList<string>? KeyOps, AttributesWire Attributes);

internal sealed record AttributesWire(bool? Enabled = null, long? Nbf = null, long? Exp = null, long? Created = null, long? Updated = null);

internal sealed record KeyWire(string Kid, string Kty, [property: JsonPropertyName("key_ops")] IReadOnlyList<string>? KeyOps, string? N, string? E);

internal sealed record KeyBundleWire(KeyWire Key, AttributesWire? Attributes);

internal sealed record KeyItemWire(string Kid, AttributesWire? Attributes);

internal sealed record KeyListWire(IReadOnlyList<KeyItemWire>? Value, string? NextLink);

internal sealed record OperationWire(string Alg, string Value);

internal sealed record OperationResultWire(string Kid, string Value);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateKeyWire))]
[JsonSerializable(typeof(KeyBundleWire))]
[JsonSerializable(typeof(KeyListWire))]
[JsonSerializable(typeof(OperationWire))]
[JsonSerializable(typeof(OperationResultWire))]
internal sealed partial class VaultJson : JsonSerializerContext
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static byte[] Decode(string text) => Base64Url.DecodeFromChars(text);

    public static KeyVaultKey Key(KeyBundleWire bundle)
    {
        var key = bundle.Key;
        return new KeyVaultKey(Properties(key.Kid, bundle.Attributes), new JsonWebKey(key.Kid, key.Kty, key.KeyOps ?? [], Modulus(Decode(key.N ?? "")), Decode(key.E ?? "")));
    }

    /// <summary>The id is https://vault/keys/name/version.</summary>
    public static KeyProperties Properties(string kid, AttributesWire? attributes)
    {
        var id = new Uri(kid, UriKind.Absolute);
        var version = id.Segments.Length > 3 ? id.Segments[3].Trim('/') : "";
        return new KeyProperties(id, id.Segments[2].Trim('/'), version, attributes?.Enabled, Date(attributes?.Nbf), Date(attributes?.Exp), Date(attributes?.Created), Date(attributes?.Updated));
    }

    // Some vaults put a sign byte in front of the modulus.
    private static byte[] Modulus(byte[] n) => n.Length % 2 == 1 && n[0] == 0 ? n[1..] : n;

    private static DateTimeOffset? Date(long? seconds) => seconds is { } s ? DateTimeOffset.FromUnixTimeSeconds(s) : null;
}
