using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Artisan.Testing;

/// <summary>The keys of the loopback vault: versions with real RSA keys, newest last.</summary>
public sealed class LoopbackVaultKeys : IDisposable
{
    private static readonly string[] AllOperations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"];
    private readonly ConcurrentDictionary<string, List<Version>> _keys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many versions a key has.</summary>
    public int VersionsOf(string name) => _keys.TryGetValue(name, out var versions) ? versions.Count : 0;

    /// <summary>Disables all versions of a key, as an operator can; operations answer 403.</summary>
    public void Disable(string name) => _keys[name].ForEach(v => v.Enabled = false);

    public void Dispose()
    {
        foreach (var version in _keys.Values.SelectMany(v => v)) version.Rsa.Dispose();
    }

    internal async Task<JsonNode> AnswerAsync(HttpRequest request, Uri vault)
    {
        var path = request.Path.Value!.Trim('/').Split('/');
        if (path is not ["keys", var name, ..]) throw new LoopbackVaultException(404, "NotFound", "There is no such resource.");

        return (request.Method, path[2..]) switch
        {
            ("POST", ["create"]) => Bundle(Create(name, await BodyAsync(request)), name, vault),
            ("GET", ["versions"]) => List(name, request, vault),
            ("GET", []) => Bundle(Find(name, null), name, vault),
            ("GET", [var version]) => Bundle(Find(name, version), name, vault),
            ("POST", [var operation]) => Run(operation, Find(name, null), name, await BodyAsync(request), vault),
            ("POST", [var version, var operation]) => Run(operation, Find(name, version), name, await BodyAsync(request), vault),
            _ => throw new LoopbackVaultException(404, "NotFound", "There is no such resource.")
        };
    }

    private static async Task<JsonNode> BodyAsync(HttpRequest request) =>
        await JsonNode.ParseAsync(request.Body) ?? throw new LoopbackVaultException(400, "BadParameter", "The body is missing.");

    private Version Create(string name, JsonNode body)
    {
        if (body["kty"]?.GetValue<string>() is not ("RSA" or "RSA-HSM")) throw new LoopbackVaultException(400, "BadParameter", "Only RSA keys are made here.");
        var operations = body["key_ops"]?.AsArray().Select(o => o!.GetValue<string>()).ToArray();
        var enabled = body["attributes"]?["enabled"]?.GetValue<bool>() ?? true;
        var version = new Version(RandomNumberGenerator.GetHexString(32, lowercase: true), RSA.Create(body["key_size"]?.GetValue<int>() ?? 2048), body["kty"]!.GetValue<string>(), operations ?? AllOperations) { Enabled = enabled };
        _keys.AddOrUpdate(name, [version], (_, versions) => [.. versions, version]);
        return version;
    }

    private Version Find(string name, string? version) =>
        (_keys.TryGetValue(name, out var versions) ? versions.LastOrDefault(v => version is null || v.Id == version) : null)
        ?? throw new LoopbackVaultException(404, "KeyNotFound", $"A key with (name/id) {name}{(version is null ? "" : "/" + version)} was not found in this key vault.");

    private JsonObject List(string name, HttpRequest request, Uri vault)
    {
        var size = int.Parse(request.Query["maxresults"].FirstOrDefault() ?? "25", CultureInfo.InvariantCulture);
        var skip = int.Parse(request.Query["$skiptoken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var versions = _keys.GetValueOrDefault(name) ?? [];
        var items = versions.Skip(skip).Take(size).Select(v => (JsonNode)new JsonObject { ["kid"] = Kid(name, v, vault), ["attributes"] = Attributes(v) });
        return new JsonObject
        {
            ["value"] = new JsonArray([.. items]),
            ["nextLink"] = skip + size < versions.Count ? new Uri(vault, $"/keys/{name}/versions?api-version=7.4&maxresults={size}&$skiptoken={skip + size}").AbsoluteUri : null
        };
    }

    private static JsonObject Run(string operation, Version version, string name, JsonNode body, Uri vault)
    {
        var needed = operation switch { "sign" => "sign", "wrapkey" => "wrapKey", "unwrapkey" => "unwrapKey", _ => throw new LoopbackVaultException(404, "NotFound", "There is no such operation.") };
        if (!version.Enabled) throw new LoopbackVaultException(403, "Forbidden", "Operation is not allowed on a disabled key.");
        if (!version.Operations.Contains(needed)) throw new LoopbackVaultException(403, "Forbidden", $"Operation {needed} is not permitted on this key.");
        var value = Base64Url.DecodeFromChars(body["value"]?.GetValue<string>() ?? throw new LoopbackVaultException(400, "BadParameter", "Property value is missing."));
        var result = (operation, body["alg"]?.GetValue<string>()) switch
        {
            ("sign", "RS256") => value.Length == 32 ? version.Rsa.SignHash(value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : throw new LoopbackVaultException(400, "BadParameter", $"Invalid length of 'value': {value.Length} bytes. RS256 requires 32 bytes."),
            ("wrapkey", "RSA-OAEP-256") => version.Rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256),
            ("unwrapkey", "RSA-OAEP-256") => Unwrap(version, value),
            _ => throw new LoopbackVaultException(400, "BadParameter", "The algorithm is not supported.")
        };
        return new JsonObject { ["kid"] = Kid(name, version, vault), ["value"] = Base64Url.EncodeToString(result) };
    }

    private static byte[] Unwrap(Version version, byte[] value)
    {
        try
        {
            return version.Rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            throw new LoopbackVaultException(400, "BadParameter", "The parameter is incorrect.");
        }
    }

    private static JsonObject Bundle(Version version, string name, Uri vault)
    {
        var key = version.Rsa.ExportParameters(false);
        return new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["kid"] = Kid(name, version, vault),
                ["kty"] = version.KeyType,
                ["key_ops"] = new JsonArray([.. version.Operations.Select(o => (JsonNode)o)]),
                ["n"] = Base64Url.EncodeToString([0, .. key.Modulus!]),
                ["e"] = Base64Url.EncodeToString(key.Exponent)
            },
            ["attributes"] = Attributes(version)
        };
    }

    private static JsonObject Attributes(Version version) => new() { ["enabled"] = version.Enabled, ["created"] = version.Created, ["updated"] = version.Created, ["recoveryLevel"] = "Recoverable" };

    private static string Kid(string name, Version version, Uri vault) => new Uri(vault, $"/keys/{name}/{version.Id}").AbsoluteUri;

    private sealed record Version(string Id, RSA Rsa, string KeyType, IReadOnlyList<string> Operations)
    {
        public bool Enabled { get; set; } = true;

        public long Created { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    }
}
