using System.Text.Json.Nodes;

namespace Artisan.Platform.Audit;

/// <summary>Takes out of an entry's JSON what must never be kept: secrets by the name of their field, and texts beyond a length.</summary>
public static class Redaction
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Redacted = "[redacted]";

    private const int MostCharacters = 400;
    private const int MostDepth = 6;
    private const int MostItems = 50;

    private static readonly string[] Secrets =
    [
        "password", "passphrase", "secret", "token", "apikey", "authorization", "cookie", "credential", "hash", "salt", "otp", "totp", "recoverycode", "privatekey",
        "email", "phone", "ip", "cardnumber", "iban", "ssn",
    ];

    /// <summary>A copy without secrets; null stays null.</summary>
    public static JsonObject? Of(JsonObject? json) => json is null ? null : (JsonObject)Copy(json, 0)!;

    /// <summary>Whether a field of this name may not be shown.</summary>
    public static bool IsSecret(string field)
    {
        Span<char> letters = stackalloc char[Math.Min(field.Length, 100)];
        var count = 0;
        foreach (var c in field.AsSpan(0, letters.Length))
        {
            if (char.IsLetterOrDigit(c)) letters[count++] = char.ToLowerInvariant(c);
        }

        foreach (var secret in Secrets)
        {
            var name = letters[..count];
            if (name.SequenceEqual(secret) || (secret.Length > 4 && name.EndsWith(secret)) || (secret is "password" or "secret" or "token" or "authorization" or "cookie" && name.StartsWith(secret))) return true;
        }

        return false;
    }

    private static JsonNode? Copy(JsonNode? node, int depth) => node switch
    {
        null => null,
        _ when depth > MostDepth => JsonValue.Create("…"),
        JsonObject json => new JsonObject(json.Take(MostItems).Select(p => KeyValuePair.Create(p.Key, IsSecret(p.Key) && p.Value is not null ? JsonValue.Create(Redacted) : Copy(p.Value, depth + 1)))),
        JsonArray array => new JsonArray([.. array.Take(MostItems).Select(item => Copy(item, depth + 1))]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > MostCharacters => JsonValue.Create(text[..MostCharacters] + "…"),
        _ => node.DeepClone(),
    };
}
