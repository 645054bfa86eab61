using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Tests.Identity;

public sealed class IdentityKeysTests
{
    [Fact]
    public void What_a_sign_in_needs_is_one_range_and_no_session_is_in_it()
    {
        string[] inside = [Gate.RowKey, IdentityKeys.Membership("ws_00000000000000000000000000"), IdentityKeys.Membership("ws_zzzzzzzzzzzzzzzzzzzzzzzzzz"), IdentityKeys.Owned, IdentityKeys.Profile];
        var outside = IdentityKeys.Session("ses_00000000000000000000000000");

        Assert.All(inside, key => Assert.True(Holds(IdentityKeys.Account, key), key));
        Assert.False(Holds(IdentityKeys.Account, outside));
    }

    [Fact]
    public void The_counter_of_keys_is_no_key() => Assert.False(Holds(IdentityKeys.ApiKeys, IdentityKeys.KeyCounter));

    [Fact]
    public void Keys_are_listed_in_the_order_of_their_numbers()
    {
        var keys = new[] { 1, 2, 10, 99, 100, 12_345 }.Select(ApiKey.KeyOf).ToList();

        Assert.Equal(keys, keys.Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.True(Holds(IdentityKeys.ApiKeys, key)));
    }

    [Fact]
    public void A_membership_names_its_workspace_and_no_other_row_does()
    {
        Assert.Equal("ws_1", IdentityKeys.WorkspaceOf(IdentityKeys.Membership("ws_1")));
        Assert.Null(IdentityKeys.WorkspaceOf(IdentityKeys.Profile));
    }

    [Theory]
    [InlineData("Ada@Example.COM", "ada@example.com")]
    [InlineData(" ada@example.com ", "ADA@example.com")]
    public void One_address_in_two_spellings_has_one_key_and_the_key_does_not_show_it(string one, string other)
    {
        Assert.True(EmailAddress.TryParse(one, out var first));
        Assert.True(EmailAddress.TryParse(other, out var second));
        Assert.Equal(first.Key, second.Key);
        Assert.DoesNotContain("ada", IdentityKeys.Address(first), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_a_client_sends_cannot_break_a_lock_key() => Assert.Matches("^lock\\|account\\|[0-9a-f]{64}$", IdentityKeys.Lock("account", "x/\\#?'|y"));

    private static bool Holds(RowRange range, string key) => string.CompareOrdinal(key, range.From) >= 0 && (range.To is null || string.CompareOrdinal(key, range.To) < 0);
}
