using System.Net;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

/// <summary>The process dies at each storage call of confirming a new address in turn; the next try finds one account with one address.</summary>
public sealed class MovingThroughCrashesTests : IAsyncLifetime
{
    private readonly FaultInjectionPolicy _faults = new();
    private ArtisanApp _healthy = null!;
    private ArtisanApp _dying = null!;

    public async Task InitializeAsync()
    {
        // A try that dies stays counted; all of them come from one address.
        var settings = new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "10000" };
        _healthy = await ArtisanApp.StartAsync(settings: settings);
        _dying = await ArtisanApp.StartAsync(sharing: _healthy, policies: [_faults], settings: settings);
    }

    public async Task DisposeAsync()
    {
        _faults.Reset();
        await _dying.DisposeAsync();
        await _healthy.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_call_it_dies_at_the_account_ends_with_the_new_address_alone()
    {
        var (_, _, first) = await AskedAsync();
        _faults.Reset();
        using var whole = await _dying.CreateClient().VerifyAsync(first);
        await _dying.SettleOutboxAsync();
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        var calls = _faults.Calls;
        Assert.InRange(calls, 10, 60);

        for (var call = 1; call <= calls; call++)
        {
            var (user, email, token) = await AskedAsync();
            _faults.Reset();
            _faults.Inject(Artisan.Testing.Fault.ProcessDiesAfter, call);
            using var died = await _dying.CreateClient().VerifyAsync(token);
            await _dying.SettleOutboxAsync();
            _faults.Reset();

            using var retried = await _healthy.CreateClient().VerifyAsync(token);
            await _healthy.SettleOutboxAsync();
            Assert.True(retried.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"Call {call}: the retry answers {retried.StatusCode}.");
            Assert.Equal((call, user.UserId), (call, await OwnerAsync(email)));
            Assert.Equal((call, email), (call, (await _healthy.UserRowAsync(user.UserId)).GetString("email")));
        }
    }

    // A user who asked for another address, without the mail and the password that take their time.
    private async Task<(Artisan.Testing.Host.SignedInUser User, string Email, string Token)> AskedAsync()
    {
        var (user, email) = (await _healthy.SignUpAsync(), IdentityCalls.NewEmail());
        var token = UserToken.Create(user.UserId);
        var home = _healthy.Services.GetRequiredService<Stores>().User(user.UserId).Root;
        await home.Change().Insert(OneTimeTokens.Row(home, OneTimeTokens.Address, token.Hash, DateTimeOffset.MaxValue, email)).CommitAsync(CancellationToken.None);
        return (user, email, token.Text);
    }

    private async Task<string?> OwnerAsync(string email)
    {
        Assert.True(EmailAddress.TryParse(email, out var address));
        return (await _healthy.Services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(IdentityKeys.Address(address)).FindAsync(IdentityKeys.Owner, CancellationToken.None))?.GetString("user");
    }
}
