using System.Buffers.Text;
using Artisan.Platform.Http;
using Artisan.Platform.Tests.Access;
using FsCheck;
using FsCheck.Fluent;

namespace Artisan.Platform.Tests.Http;

public sealed class SigningCursorsTests
{
    private readonly FixedKeys _keys = new();

    private CursorSigner Signer => new(_keys);

    [Fact]
    public void A_cursor_is_read_back_in_its_own_list() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
    {
        var key = new string([.. text.Get.Where(c => !char.IsSurrogate(c)).Take(300)]);
        return Signer.TryRead("list", Signer.Sign("list", key), out var read) && read == key;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_lists_cursor_is_refused() => Assert.False(Signer.TryRead("ws_b|/api/leads", Signer.Sign("ws_a|/api/leads", "lead|1"), out _));

    [Fact]
    public void A_cursor_with_any_bit_changed_is_refused()
    {
        var bytes = Base64Url.DecodeFromChars(Signer.Sign("list", "lead|1"));
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            bytes[i / 8] ^= (byte)(1 << (i % 8));
            Assert.False(Signer.TryRead("list", Base64Url.EncodeToString(bytes), out _));
            bytes[i / 8] ^= (byte)(1 << (i % 8));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_never_signed_is_refused(string cursor) => Assert.False(Signer.TryRead("list", cursor, out _));

    [Fact]
    public void A_cursor_outlives_one_rotation_of_the_key_and_not_its_removal()
    {
        var cursor = Signer.Sign("list", "lead|1");
        _keys.Rotate(keepOld: true);
        Assert.True(Signer.TryRead("list", cursor, out _));
        _keys.Rotate(keepOld: false);
        Assert.False(Signer.TryRead("list", cursor, out _));
    }
}
