using Artisan.Platform.Access;
using Artisan.Platform.Ids;
using FsCheck;
using FsCheck.Fluent;

namespace Artisan.Platform.Tests.Access;

public sealed class ReadingApiKeysTests
{
    private readonly UlidIds _ids = new(TimeProvider.System);

    [Fact]
    public void Every_key_is_read_back_as_it_was_made() => Prop.ForAll(Gen.Choose(1, 999_999).ToArbitrary(), number =>
    {
        var key = ApiKey.Create(_ids.New("ws"), number);
        return ApiKey.Parse(key.ToString()) == key && ApiKey.Looks(key.ToString()) && key.RowKey == $"key|{number:D6}";
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_without_an_exception_and_only_keys_are_keys() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        text is null || (ApiKey.Parse(text) is null && ApiKey.Parse("art_live_" + text) is null or { WorkspaceId.Length: 29 })).QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_with_one_character_changed_never_opens_with_the_same_hash()
    {
        var key = ApiKey.Create(_ids.New("ws"), 7);
        var text = key.ToString();
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[..i] + (text[i] == 'a' ? 'b' : 'a') + text[(i + 1)..];
            Assert.False(ApiKey.Parse(changed) is { } other && other.Id == key.Id && other.SecretHash == key.SecretHash, changed);
        }
    }

    [Theory]
    [InlineData("art_live_")]
    [InlineData("art_live__")]
    [InlineData("art_live_01kaxample0000000000000000_secret")]
    [InlineData("art_live_01kaxample0000000000000000-1_secret")]
    [InlineData("art_live_01kaxample0000000000000000 1_secret")]
    [InlineData("art_live_01KAXAMPLE00000000000000001_secret")]
    [InlineData("art_live_01kaxample000000000000000|1_secret")]
    [InlineData("art_live_01kaxample000000000000000099999999999_secret")]
    [InlineData("art_test_01kaxample00000000000000001_secret")]
    public void What_names_no_row_is_no_key(string text) => Assert.Null(ApiKey.Parse(text));

    [Fact]
    public void Secrets_have_256_bits_and_none_comes_twice()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => ApiKey.Create("ws_01kaxample0000000000000000", 1).Secret).ToList();
        Assert.All(secrets, s => Assert.Matches("^[0-9a-f]{64}$", s));
        Assert.Equal(1000, secrets.Distinct().Count());
    }
}
