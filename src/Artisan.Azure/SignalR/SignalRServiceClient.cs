using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure.SignalR;

/// <summary>How the client of Azure SignalR is made; see the base class.</summary>
public sealed class SignalRClientOptions : StorageClientOptions;

/// <summary>Azure SignalR Service in serverless mode: sends to the connections of one user, and lets clients connect. Opened by a connection string with an access key.</summary>
public sealed class SignalRServiceClient
{
    private static readonly TimeSpan CallLife = TimeSpan.FromMinutes(5);

    private readonly string _endpoint;
    private readonly byte[] _key;
    private readonly TimeProvider _clock;
    private readonly HttpPipeline _pipeline;

    /// <exception cref="ArgumentException">The connection string names no endpoint or no access key.</exception>
    public SignalRServiceClient(string connectionString, TimeProvider clock, SignalRClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("Endpoint", out var endpoint) || !Uri.TryCreate(endpoint, UriKind.Absolute, out _)) throw new ArgumentException("The SignalR connection string names no Endpoint.", nameof(connectionString));
        if (!parts.TryGetValue("AccessKey", out var key) || key.Length == 0) throw new ArgumentException("The SignalR connection string names no AccessKey.", nameof(connectionString));
        (_endpoint, _key, _clock) = (endpoint.TrimEnd('/'), Encoding.UTF8.GetBytes(key), clock);
        _pipeline = HttpPipelineBuilder.Build(options ?? new SignalRClientOptions());
    }

    /// <summary>Where a client connects, and the token that opens it for a user until it ends.</summary>
    public (Uri Url, string AccessToken) Negotiate(string hub, string userId, TimeSpan life)
    {
        var url = $"{_endpoint}/client/?hub={Uri.EscapeDataString(hub)}";
        return (new Uri(url), Token(url, userId, life));
    }

    /// <summary>Sends to all connections of a user; that there is none is no failure.</summary>
    public async Task SendToUserAsync(string hub, string userId, string target, JsonElement argument, CancellationToken cancellationToken = default)
    {
        var url = $"{_endpoint}/api/v1/hubs/{Uri.EscapeDataString(hub)}/users/{Uri.EscapeDataString(userId)}";
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(url));
        message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/json");
        message.Request.Headers.Add(HttpHeader.Names.Authorization, $"Bearer {Token(url, null, CallLife)}");
        message.Request.Content = RequestContent.Create(Body(target, argument));
        await _pipeline.SendAsync(message, cancellationToken);
        if (message.Response.Status is not (200 or 202)) throw new RequestFailedException(message.Response);
    }

    private static byte[] Body(string target, JsonElement argument)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("target", target);
            json.WriteStartArray("arguments");
            argument.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    // HS256 over the whole text of the access key, as the service asks for; the audience is the address that the token opens.
    private string Token(string audience, string? userId, TimeSpan life)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("aud", audience);
            json.WriteNumber("exp", _clock.GetUtcNow().Add(life).ToUnixTimeSeconds());
            if (userId is not null) json.WriteString("nameid", userId);
            json.WriteEndObject();
        }

        var text = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(claims.ToArray())}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text)))}";
    }
}
