using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;

namespace Artisan.Azure.KeyVault;

/// <summary>What all requests to a vault share: address, version, JSON.</summary>
internal sealed class VaultRequests(Uri vault, StoragePipeline pipeline)
{
    private const string Version = "api-version=7.4";
    private readonly string _base = vault.GetLeftPart(UriPartial.Authority);

    public Uri Vault => vault;

    public Uri Address(string path, string? more = null) => new($"{_base}/keys/{path}?{more}{Version}");

    /// <summary>A vault names its next page itself; a page elsewhere is not followed.</summary>
    public Uri Next(string link)
    {
        var next = new Uri(link, UriKind.Absolute);
        return next.GetLeftPart(UriPartial.Authority) == _base ? next : throw new InvalidOperationException("The next page lies outside the vault.");
    }

    public Task<Response> GetAsync(Uri address, string operation, string key, CancellationToken ct) => pipeline.SendAsync(Create(RequestMethod.Get, address), operation, key, null, ct);

    public Task<Response> PostAsync<T>(Uri address, T body, JsonTypeInfo<T> type, string operation, string key, CancellationToken ct)
    {
        var message = Create(RequestMethod.Post, address);
        message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, type));
        return pipeline.SendAsync(message, operation, key, null, ct);
    }

    public static T Read<T>(Response response, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(response.Content, type) ?? throw new FormatException("The vault answered null.");

    private HttpMessage Create(RequestMethod method, Uri address)
    {
        var message = pipeline.CreateMessage(method, address);
        message.Request.Headers.Add(HttpHeader.Names.Accept, "application/json");
        return message;
    }
}
