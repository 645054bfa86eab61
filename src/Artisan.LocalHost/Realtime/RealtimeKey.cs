using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Artisan.LocalHost.Realtime;

/// <summary>Who a realtime token speaks for, and for what part of the service.</summary>
internal sealed record RealtimeToken(string? User, string Audience);

/// <summary>The access key of this machine's realtime service, made on first run, and the check of tokens signed with it (HS256, as Azure SignalR's).</summary>
internal sealed class RealtimeKey
{
    public const string Path = "/dev/signalr";

    private readonly string _text;

    public RealtimeKey(string dataFolder)
    {
        var file = System.IO.Path.Combine(dataFolder, "realtime.key");
        if (!File.Exists(file)) File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        _text = File.ReadAllText(file).Trim();
    }

    public string ConnectionString(Uri host) => $"Endpoint={host.GetLeftPart(UriPartial.Authority)}{Path};AccessKey={_text};Version=1.0;";

    /// <summary>The token's contents, or null when it is forged, expired or made for another part of the service.</summary>
    public RealtimeToken? Read(string? jwt, string audiencePath, DateTimeOffset now)
    {
        if (jwt?.Split('.') is not [var header, var payload, var signature]) return null;
        try
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_text), Encoding.ASCII.GetBytes($"{header}.{payload}"));
            if (!CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(signature))) return null;

            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return Text(head, "alg") == "HS256" ? Check(claims, audiencePath, now) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static RealtimeToken? Check(JsonDocument claims, string audiencePath, DateTimeOffset now)
    {
        if (!claims.RootElement.TryGetProperty("exp", out var expires) || DateTimeOffset.FromUnixTimeSeconds(expires.GetInt64()) <= now) return null;
        if (Text(claims, "aud") is not { } audience || !Uri.TryCreate(audience, UriKind.Absolute, out var uri)) return null;
        if (!uri.AbsolutePath.StartsWith(Path + audiencePath, StringComparison.OrdinalIgnoreCase)) return null;
        return new RealtimeToken(Text(claims, "nameid") ?? Text(claims, "sub"), audience);
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
