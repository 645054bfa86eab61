using System.Text.Json;
using System.Text.Json.Nodes;

namespace Artisan.Value.Ledger;

/// <summary>One key of the published set and when it signs; the dates inform, trust rests on thumbprints and successions.</summary>
public sealed record PublishedKey(RsaPublicKey Key, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo);

/// <summary>A JSON Web Key Set of RSA public keys.</summary>
public sealed record Jwks(IReadOnlyList<PublishedKey> Keys)
{
    /// <summary>The set as JSON, every version ever used.</summary>
    public JsonObject ToJson()
    {
        var keys = new JsonArray();
        foreach (var published in Keys)
        {
            var jwk = published.Key.ToJwk();
            jwk["validFrom"] = Utc.Text(published.ValidFrom);
            if (published.ValidTo is { } to)
            {
                jwk["validTo"] = Utc.Text(to);
            }

            keys.Add((JsonNode)jwk);
        }

        return new JsonObject { ["keys"] = keys };
    }

    /// <summary>Reads a set that may hold other members and other kinds of keys, which are ignored; false where it holds no RSA key.</summary>
    public static bool TryParse(string json, out Jwks? set)
    {
        set = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            var keys = new List<PublishedKey>();
            foreach (var jwk in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                if (Text(jwk, "kty") == "RSA" && RsaPublicKey.TryFrom(Text(jwk, "n"), Text(jwk, "e"), out var key))
                {
                    keys.Add(new PublishedKey(key!, Utc.TryParse(Text(jwk, "validFrom")) ?? DateTimeOffset.MinValue, Utc.TryParse(Text(jwk, "validTo"))));
                }
            }

            set = new Jwks(keys);
            return keys.Count > 0;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.ValueKind == JsonValueKind.Object && jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
