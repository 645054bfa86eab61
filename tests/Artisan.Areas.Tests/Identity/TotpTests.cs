using System.Text;
using Artisan.Areas.Identity.Model;

namespace Artisan.Areas.Tests.Identity;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code) => Assert.Equal(code, Totp.Code(Secret, Totp.Step(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off(int steps, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        Assert.Equal(counts ? Totp.Step(now) + steps : null, Totp.Match(Secret, Totp.Code(Secret, Totp.Step(now) + steps), now, 0));
    }

    [Fact]
    public void A_step_counts_once_and_none_before_it_any_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, Totp.Step(now)), now, Totp.Step(now)));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, Totp.Step(now) - 1), now, Totp.Step(now)));
        Assert.NotNull(Totp.Match(Secret, Totp.Code(Secret, Totp.Step(now) + 1), now, Totp.Step(now)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_in_base32(string text, string expected) => Assert.Equal(expected, Totp.ToBase32(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Recovery_codes_are_ten_of_80_bits_and_read_as_people_type_them()
    {
        var codes = RecoveryCodes.Create();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$", code));
        Assert.Equal(RecoveryCodes.Hash(codes[0]), RecoveryCodes.Hash(codes[0].Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()));
    }
}
