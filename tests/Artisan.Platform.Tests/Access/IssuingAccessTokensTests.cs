using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Artisan.Platform.Access;
using Artisan.Platform.Time;
using Artisan.Testing;

namespace Artisan.Platform.Tests.Access;

public sealed class IssuingAccessTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static readonly AccessClaims Claims = new("usr_01kaxample0000000000000000", "ses_01kaxample0000000000000000", "ws_01kaxample0000000000000000", Now);

    private readonly FakeTime _time = new(Now);
    private readonly FixedKeys _keys = new();

    private AccessTokens Tokens => new(_keys, new SystemClock(_time));

    [Fact]
    public void A_token_says_what_it_was_issued_for_during_fifteen_minutes()
    {
        var tokens = Tokens;
        var (token, expires) = tokens.Issue(Claims);
        Assert.Equal(Now.AddMinutes(15), expires);
        Assert.Equal(Claims, tokens.Validate(token));

        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(Claims, tokens.Validate(token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(tokens.Validate(token));
    }

    [Fact]
    public void Its_header_names_the_algorithm_and_the_keys_thumbprint()
    {
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Tokens.Issue(Claims).Token.Split('.')[0]));
        Assert.Contains("\"alg\":\"ES256\"", header, StringComparison.Ordinal);
        Assert.Matches("\"kid\":\"[0-9a-f]{64}\"", header);
    }

    [Fact]
    public void A_key_that_is_rotated_out_is_accepted_until_it_leaves_the_ring()
    {
        var old = Tokens.Issue(Claims).Token;
        var tokens = Tokens;
        Assert.NotNull(tokens.Validate(old));

        _keys.Rotate(keepOld: true);
        Assert.NotNull(tokens.Validate(old));
        Assert.NotNull(tokens.Validate(tokens.Issue(Claims).Token));

        _keys.Rotate(keepOld: false);
        Assert.Null(tokens.Validate(old));
    }

    [Fact]
    public void Another_rings_token_is_refused_even_with_our_key_id()
    {
        var (ours, theirs) = (Tokens.Issue(Claims).Token, new AccessTokens(new FixedKeys(), new SystemClock(_time)).Issue(Claims).Token);
        Assert.NotNull(Tokens.Validate(ours));
        Assert.Null(Tokens.Validate(theirs));
        // Our header, and so our key id, before their payload and signature.
        Assert.Null(Tokens.Validate($"{ours.Split('.')[0]}.{theirs.Split('.')[1]}.{theirs.Split('.')[2]}"));
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""", "none")]
    [InlineData("""{"alg":"None","typ":"JWT"}""", "none")]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", "hs256")]
    [InlineData("""{"alg":"HS512","typ":"JWT"}""", "hs512")]
    [InlineData("""{"alg":"RS256","typ":"JWT"}""", "rs256")]
    [InlineData("""{"alg":"ES384","typ":"JWT"}""", "es384")]
    [InlineData("""{"alg":"ES256","typ":"JWT"}""", "es256 by another key")]
    public void A_signature_of_another_kind_is_refused(string header, string how)
    {
        var payload = Tokens.Issue(Claims).Token.Split('.')[1];
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{payload}";
        Assert.Null(Tokens.Validate($"{input}.{Base64Url.EncodeToString(Sign(how, Encoding.ASCII.GetBytes(input)))}"));
    }

    [Theory]
    [InlineData("iss", "someone")]
    [InlineData("aud", "artisan-admin")]
    [InlineData("sub", null)]
    [InlineData("sid", null)]
    [InlineData("ws", null)]
    [InlineData("exp", null)]
    [InlineData("auth_time", null)]
    [InlineData("nbf", "4000000000")]
    public void A_claim_that_is_missing_or_another_is_refused(string claim, string? value)
    {
        Assert.NotNull(Tokens.Validate(Resigned(_ => { })));
        Assert.Null(Tokens.Validate(Resigned(claims =>
        {
            claims.Remove(claim);
            if (value is not null) claims[claim] = long.TryParse(value, out var number) ? number : System.Text.Json.Nodes.JsonValue.Create(value);
        })));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..")]
    public void What_is_no_token_is_refused(string text) => Assert.Null(Tokens.Validate(text));

    [Fact]
    public void A_token_of_unreasonable_length_is_not_even_read() => Assert.Null(Tokens.Validate(Tokens.Issue(Claims).Token + new string('A', 5000)));

    // Signed with our own key, so that only the claim under test can be what is refused.
    private string Resigned(Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var parts = Tokens.Issue(Claims).Token.Split('.');
        var claims = System.Text.Json.Nodes.JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        change(claims);
        var input = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_keys.Get(KeyPurpose.AccessTokens).Current, out _);
        return $"{input}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    // HMACs use the bytes of our public key as their secret, as in the attack that swaps algorithms.
    private byte[] Sign(string how, byte[] input)
    {
        using var ours = ECDsa.Create();
        ours.ImportPkcs8PrivateKey(_keys.Get(KeyPurpose.AccessTokens).Current, out _);
        using var foreign = ECDsa.Create(how == "es384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        return how switch
        {
            "none" => [],
            "hs256" => HMACSHA256.HashData(ours.ExportSubjectPublicKeyInfo(), input),
            "hs512" => HMACSHA512.HashData(ours.ExportSubjectPublicKeyInfo(), input),
            "rs256" => rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "es384" => foreign.SignData(input, HashAlgorithmName.SHA384),
            _ => foreign.SignData(input, HashAlgorithmName.SHA256),
        };
    }
}
