using System.Security.Cryptography;
using System.Text;
using Artisan.Value.Ledger;
using Artisan.Value.Tests.Building;

namespace Artisan.Value.Tests.Ledger;

public sealed class CheckpointsTests
{
    private static readonly TestKey Key = TestKey.Named("first");
    private static readonly Checkpoint Head = new("artisan.test/ledger/ws_1/1", 8, MerkleHash.Leaf("x"u8));

    [Fact]
    public void A_checkpoint_is_the_three_lines_of_C2SP() =>
        Assert.Equal($"artisan.test/ledger/ws_1/1\n8\n{MerkleHash.Leaf("x"u8).ToBase64()}\n", Head.Body());

    [Fact]
    public void A_signed_note_carries_the_key_id_and_a_signature_over_the_lines()
    {
        var signed = Key.Sign(Head);
        var lines = signed.Note.Split('\n');
        Assert.Equal("", lines[3]);
        Assert.StartsWith("— artisan.test/ledger/ws_1/1 ", lines[4], StringComparison.Ordinal);
        var bytes = Convert.FromBase64String(lines[4].Split(' ')[2]);
        byte[] id = [.. Encoding.UTF8.GetBytes(Head.Origin), 0x0a, 0xff, .. "artisan.dev/rsa-sha256"u8, .. Key.Public.ToSpki()];
        Assert.Equal(SHA256.HashData(id)[..4], bytes[..4]);
        Assert.True(Key.Public.Verifies(Encoding.UTF8.GetBytes(Head.Body()), bytes.AsSpan(4)));
        Assert.True(signed.NoteVerifies(Key.Public));
        Assert.True(signed.JwsVerifies(Key.Public));
    }

    [Fact]
    public void Another_key_or_another_head_does_not_verify()
    {
        var signed = Key.Sign(Head);
        var other = TestKey.Named("second");
        Assert.False(signed.NoteVerifies(other.Public));
        Assert.False(signed.JwsVerifies(other.Public));
        var moved = signed with { Checkpoint = Head with { Size = 9 } };
        Assert.False(moved.NoteVerifies(Key.Public));
        Assert.False(moved.JwsVerifies(Key.Public));
        Assert.False((signed with { Note = other.Sign(Head).Note }).NoteVerifies(Key.Public));
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","kid":"KID"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"kid":"KID","alg":"RS256"}""")]
    [InlineData("""{"alg":"RS256","kid":"KID","jku":"https://attacker.test/keys"}""")]
    [InlineData("""{"alg":"RS256","crit":["b64"],"kid":"KID"}""")]
    public void A_JWS_with_any_other_header_is_refused_even_when_the_key_signed_it(string header)
    {
        var payload = Artisan.Value.Json.CanonicalJson.Serialize(Head.Payload());
        var input = $"{StrictBase64.EncodeUrl(Encoding.UTF8.GetBytes(header.Replace("KID", Key.Public.Thumbprint, StringComparison.Ordinal)))}.{StrictBase64.EncodeUrl(payload)}";
        var jws = $"{input}.{StrictBase64.EncodeUrl(Key.Sign(Encoding.ASCII.GetBytes(input)))}";
        Assert.False(Jws.Verify(jws, Key.Public, payload));
        Assert.False(Jws.Verify(jws[..jws.LastIndexOf('.')] + ".", Key.Public, payload));
    }

    [Fact]
    public void A_JWS_without_its_signature_is_refused()
    {
        var jws = Key.Sign(Head).Jws;
        var payload = Artisan.Value.Json.CanonicalJson.Serialize(Head.Payload());
        Assert.True(Jws.Verify(jws, Key.Public, payload));
        Assert.False(Jws.Verify(jws[..(jws.LastIndexOf('.') + 1)], Key.Public, payload));
        Assert.False(Jws.Verify(jws + "A", Key.Public, payload));
        Assert.False(Jws.Verify(jws + "\n", Key.Public, payload));
    }

    [Theory]
    [InlineData("a/b/1\n08\nROOT\n")]
    [InlineData("a/b/1\n+8\nROOT\n")]
    [InlineData("a/b/1\n 8\nROOT\n")]
    [InlineData("a/b/1\n-8\nROOT\n")]
    [InlineData("a/b/1\n8\nROOT")]
    [InlineData("a/b/1\n8\nROOT\nextension\n")]
    [InlineData("a/b/1\r\n8\r\nROOT\r\n")]
    [InlineData("a b/1\n8\nROOT\n")]
    [InlineData("a+b/1\n8\nROOT\n")]
    [InlineData("\n8\nROOT\n")]
    [InlineData("a/b/1\n8\nAAAA\n")]
    [InlineData("a/b/1\n99999999999999999999\nROOT\n")]
    public void Another_spelling_of_a_checkpoint_is_refused(string body)
    {
        Assert.True(Checkpoint.TryParseBody(Head.Body(), out var parsed));
        Assert.Equal(Head, parsed);
        Assert.False(Checkpoint.TryParseBody(body.Replace("ROOT", Head.Root.ToBase64(), StringComparison.Ordinal), out _));
    }

    [Fact]
    public void A_proof_file_reads_back_and_other_spellings_do_not()
    {
        var proof = new TlogProof(5, [MerkleHash.Leaf("a"u8), MerkleHash.Leaf("b"u8)], Key.Sign(Head).Note, [1, 2, 3]);
        var text = proof.ToText();
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra AQID\nindex 5\n", text, StringComparison.Ordinal);
        Assert.True(TlogProof.TryParse(text, out var parsed));
        Assert.Equal(text, parsed!.ToText());
        Assert.True(TlogProof.TryParse((proof with { Extra = null, Path = [] }).ToText(), out _));
        Assert.False(TlogProof.TryParse(text.Replace("index 5", "index 05", StringComparison.Ordinal), out _));
        Assert.False(TlogProof.TryParse(text.Replace("@v1", "@v2", StringComparison.Ordinal), out _));
        Assert.False(TlogProof.TryParse(text.Replace("AQID", "AQID=", StringComparison.Ordinal), out _));
        Assert.False(TlogProof.TryParse("c2sp.org/tlog-proof@v1\n", out _));
        Assert.False(TlogProof.TryParse("", out _));
    }

    [Fact]
    public void A_key_set_reads_back_with_its_dates_and_ignores_other_keys()
    {
        var set = new Jwks([new PublishedKey(Key.Public, ReceiptLog.Start, ReceiptLog.Start.AddDays(1)), new PublishedKey(TestKey.Named("second").Public, ReceiptLog.Start.AddDays(1), null)]);
        var json = set.ToJson();
        json["keys"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["kty"] = "EC", ["crv"] = "P-256" });
        Assert.True(Jwks.TryParse(json.ToJsonString(), out var parsed));
        Assert.Equal(set.Keys.Select(k => (k.Key.Thumbprint, k.ValidFrom, k.ValidTo)), parsed!.Keys.Select(k => (k.Key.Thumbprint, k.ValidFrom, k.ValidTo)));
        Assert.False(Jwks.TryParse("{}", out _));
        Assert.False(Jwks.TryParse("[]", out _));
        Assert.False(Jwks.TryParse("nothing", out _));
        Assert.False(Jwks.TryParse("""{"keys":[]}""", out _));
    }

    [Fact]
    public void A_weak_key_is_refused()
    {
        using var weak = RSA.Create(1024);
        Assert.Throws<FormatException>(() => RsaPublicKey.From(weak));
    }

    [Theory]
    [InlineData("AQID", true)]
    [InlineData("AQI=", true)]
    [InlineData("AQJ=", false)]
    [InlineData("AQI", false)]
    [InlineData("AQ I", false)]
    [InlineData("AQID\n", false)]
    [InlineData("A===", false)]
    [InlineData("-_8=", false)]
    public void Base64_has_one_spelling(string text, bool valid) => Assert.Equal(valid, StrictBase64.TryDecode(text, out _));

    [Theory]
    [InlineData("AQID", true)]
    [InlineData("AQI", true)]
    [InlineData("AQJ", false)]
    [InlineData("AQI=", false)]
    [InlineData("+/8", false)]
    [InlineData("AQI ", false)]
    public void Base64url_has_one_spelling(string text, bool valid) => Assert.Equal(valid, StrictBase64.TryDecodeUrl(text, out _));
}
