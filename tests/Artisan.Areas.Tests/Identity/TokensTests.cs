using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class TokensTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task A_token_whose_head_asks_for_another_algorithm_is_refused()
    {
        var ada = await _app.SignUpAsync();
        var payload = ada.AccessToken.Split('.')[1];
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_app.Services.GetRequiredService<IKeyRing>().Get(KeyPurpose.AccessTokens).Current, out _);
        var kid = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

        string[] forged =
        [
            $"{Encode(new { alg = "none", typ = "JWT" })}.{payload}.",
            Mac("HS256", payload, kid, key.ExportSubjectPublicKeyInfo()),
            Mac("HS256", payload, kid, Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())),
            Mac("HS512", payload, kid, key.ExportSubjectPublicKeyInfo()),
            Signed("ES384", payload, kid, key),
        ];

        Assert.All(await Task.WhenAll(forged.Select(t => _app.Client.StatusAsync("/api/auth/me", t))), s => Assert.Equal(HttpStatusCode.Unauthorized, s));
        Assert.Equal(HttpStatusCode.OK, await _app.Client.StatusAsync("/api/auth/me", Signed("ES256", payload, kid, key)));
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("dpop+jwt")]
    [InlineData("")]
    public async Task A_token_of_another_type_is_refused(string typ)
    {
        var ada = await _app.SignUpAsync();
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_app.Services.GetRequiredService<IKeyRing>().Get(KeyPurpose.AccessTokens).Current, out _);

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", Signed("ES256", ada.AccessToken.Split('.')[1], "kid", key, typ)));
    }

    [Fact]
    public async Task A_token_of_another_key_is_refused_even_with_our_key_id()
    {
        var ada = await _app.SignUpAsync();
        var parts = ada.AccessToken.Split('.');
        var kid = (string)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["kid"]!;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", Signed("ES256", parts[1], kid, other)));
    }

    [Fact]
    public async Task A_changed_claim_breaks_the_signature()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var parts = eve.AccessToken.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(eve.WorkspaceId, ada.WorkspaceId, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("art_live_")]
    [InlineData("art_live_0000000000000000000000000011_x")]
    public async Task What_is_no_token_is_refused(string token) => Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", token));

    [Fact]
    public async Task A_token_ends_after_a_quarter_of_an_hour()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var app = await ArtisanApp.StartAsync(time: time);
        var ada = await app.SignUpAsync();

        time.Advance(TimeSpan.FromMinutes(14.9));
        Assert.Equal(HttpStatusCode.OK, await app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
        time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.Client.StatusAsync("/api/auth/me", ada.AccessToken));
    }

    private static string Mac(string alg, string payload, string kid, byte[] key)
    {
        var head = $"{Encode(new { alg, kid, typ = "JWT" })}.{payload}";
        var data = Encoding.ASCII.GetBytes(head);
        return $"{head}.{Base64Url.EncodeToString(alg == "HS256" ? HMACSHA256.HashData(key, data) : HMACSHA512.HashData(key, data))}";
    }

    private static string Signed(string alg, string payload, string kid, ECDsa key, string typ = "JWT")
    {
        var head = $"{Encode(new { alg, kid, typ })}.{payload}";
        return $"{head}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(head), alg == "ES256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384))}";
    }

    private static string Encode(object json) => Base64Url.EncodeToString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(json));
}
