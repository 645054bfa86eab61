using System.Globalization;
using System.Text;
using Artisan.Platform.Payments;
using Artisan.Testing.Stripe;
using Artisan.Vendors.Stripe;

namespace Artisan.Vendors.Tests.Stripe;

public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_test_secret";
    private const long Stamp = 1_533_204_620;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\n  \"id\": \"evt_test_webhook\",\n  \"object\": \"event\"\n}");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(Stamp);

    // printf '1790000000.%s' "$body" | openssl sha256 -hmac whsec_5f2b8c0a91d347e6
    [Fact]
    public void It_is_the_same_as_other_tools_compute()
    {
        const string Header = "t=1790000000,v1=0de59d327ac8900357333fada42652980ee032f80a232b8ce5894c6dc1f6e1d6";
        var body = Encoding.UTF8.GetBytes("""{"id":"evt_1","object":"event","note":"Zwölf € für 3 Monate"}""");

        Assert.Null(StripeSignature.Check(body, Header, ["whsec_5f2b8c0a91d347e6"], DateTimeOffset.FromUnixTimeSeconds(1_790_000_000)));
        Assert.Equal(Header, StripeWebhooks.Sign(body, 1_790_000_000, "whsec_5f2b8c0a91d347e6"));
    }

    [Fact]
    public void What_a_secret_of_ours_signed_is_genuine_whichever_of_them_it_was()
    {
        Assert.Null(Check(StripeWebhooks.Sign(Body, Stamp, Secret), Secret));
        Assert.Null(Check(StripeWebhooks.Sign(Body, Stamp, "whsec_old", Secret), Secret));
        Assert.Null(Check(StripeWebhooks.Sign(Body, Stamp, Secret), "whsec_new", Secret));
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, EventRefusal.Stale)]
    [InlineData(-301, EventRefusal.Stale)]
    public void A_stamp_may_be_five_minutes_off_either_way(int seconds, EventRefusal? refusal) => Assert.Equal(refusal, StripeSignature.Check(Body, StripeWebhooks.Sign(Body, Stamp, Secret), [Secret], Now.AddSeconds(seconds)));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(int.MaxValue + 1L)]
    [InlineData(0)]
    public void A_signed_stamp_of_any_size_is_stale_and_breaks_nothing(long stamp) => Assert.Equal(EventRefusal.Stale, Check(StripeWebhooks.Sign(Body, stamp, Secret), Secret));

    [Fact]
    public void A_body_changed_by_one_byte_is_not_what_was_signed()
    {
        var header = StripeWebhooks.Sign(Body, Stamp, Secret);
        for (var i = 0; i < Body.Length; i++)
        {
            var changed = Body.ToArray();
            changed[i] ^= 1;
            Assert.Equal(EventRefusal.BadSignature, StripeSignature.Check(changed, header, [Secret], Now));
        }

        Assert.Equal(EventRefusal.BadSignature, StripeSignature.Check([.. Body, (byte)'\n'], header, [Secret], Now));
    }

    [Fact]
    public void Another_scheme_another_stamp_or_another_secret_counts_for_nothing()
    {
        var good = StripeWebhooks.Sign(Body, Stamp, Secret);
        Assert.Equal(EventRefusal.BadSignature, Check(good, "whsec_other"));
        Assert.Equal(EventRefusal.BadSignature, Check(good.Replace("v1=", "v0=", StringComparison.Ordinal), Secret));
        Assert.Equal(EventRefusal.BadSignature, Check(good.Replace($"t={Stamp}", $"t={Stamp + 1}", StringComparison.Ordinal), Secret));
        Assert.Null(Check(good + ",v0=" + new string('a', 64) + ",v9=x", Secret));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=")]
    [InlineData("t=,v1={0}")]
    [InlineData("t,v1=,v0=")]
    [InlineData("t,v1=,v0")]
    [InlineData("t,v1=,")]
    [InlineData("v1={0}")]
    [InlineData("t=1533204620")]
    [InlineData("t=1533204620,v1={0},rubbish")]
    [InlineData("t=1533204620,t=1533204620,v1={0}")]
    [InlineData("t=+1533204620,v1={0}")]
    [InlineData("t=-1,v1={0}")]
    [InlineData("t=99999999999999999999999,v1={0}")]
    [InlineData("t=1533204620,v1={0}00")]
    public void A_malformed_header_is_refused(string? header)
    {
        var signature = StripeWebhooks.Sign(Body, Stamp, Secret).Split("v1=")[1];
        Assert.Equal(EventRefusal.BadSignature, Check(header is null ? null : string.Format(CultureInfo.InvariantCulture, header, signature), Secret));
    }

    private static EventRefusal? Check(string? header, params string[] secrets) => StripeSignature.Check(Body, header, secrets, Now);
}
