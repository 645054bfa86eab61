using System.Net;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

/// <summary>Something breaks while a new address is confirmed; the next try finds one account with one address.</summary>
public sealed class MovingThroughCrashesTests(MovingThroughCrashesTests.Lab lab) : IClassFixture<MovingThroughCrashesTests.Lab>
{
    [Fact]
    public Task Whatever_breaks_the_account_ends_with_the_new_address_alone() => lab.EachCallAsync(async moments =>
    {
        var (user, email, token) = await AskedAsync();
        await moments.BreakAsync(async app => (await app.CreateClient().VerifyAsync(token)).Dispose());

        using var retried = await lab.Healthy.CreateClient().VerifyAsync(token);
        await lab.Healthy.SettleOutboxAsync();
        Assert.True(retried.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"The retry answers {retried.StatusCode}.");
        Assert.Equal((user.UserId, email), (await OwnerAsync(email), (await lab.Healthy.UserRowAsync(user.UserId)).GetString("email")));
    });

    // A user who asked for another address, without the mail and the password that take their time.
    private async Task<(Artisan.Testing.Host.SignedInUser User, string Email, string Token)> AskedAsync()
    {
        var (user, email) = (await lab.Healthy.SignUpAsync(), IdentityCalls.NewEmail());
        var token = UserToken.Create(user.UserId);
        var home = lab.Healthy.Services.GetRequiredService<Stores>().User(user.UserId).Root;
        await home.Change().Insert(OneTimeTokens.Row(home, OneTimeTokens.Address, token.Hash, DateTimeOffset.MaxValue, email)).CommitAsync(CancellationToken.None);
        return (user, email, token.Text);
    }

    private async Task<string?> OwnerAsync(string email)
    {
        Assert.True(EmailAddress.TryParse(email, out var address));
        return (await lab.Healthy.Services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(IdentityKeys.Address(address)).FindAsync(IdentityKeys.Owner, CancellationToken.None))?.GetString("user");
    }

    /// <summary>A try that dies stays counted, and all of them come from one address.</summary>
    public sealed class Lab : CrashLab
    {
        protected override Task<ArtisanApp> StartAsync(ArtisanApp? sharing, IReadOnlyList<HttpPipelinePolicy> policies) =>
            ArtisanApp.StartAsync(sharing, policies: policies, settings: new Dictionary<string, string?> { ["Identity:FreeTriesPerClient"] = "10000" });
    }
}
