using System.Net;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;
using SignedInUser = Artisan.Testing.Host.SignedInUser;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class ChangingAddressesTests(IdentityApp shared)
{
    private readonly ArtisanApp _app = shared.App;

    [Fact]
    public async Task The_new_address_signs_in_once_it_is_confirmed_and_the_old_one_is_free_again()
    {
        var (ada, email) = (await _app.SignUpAsync(), IdentityCalls.NewEmail());
        var token = await AskAsync(ada, email);
        using var before = await _app.CreateClient().SignInAsync(email);

        using var confirmed = await _app.CreateClient().VerifyAsync(token);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [before.StatusCode, confirmed.StatusCode]);
        Assert.Equal(email, (string)(await ada.Client.GetJsonAsync("/api/auth/me"))["user"]!["email"]!);
        await _app.SettleAsync();
        using var old = await _app.CreateClient().SignInAsync(ada.Email);
        using var now = await _app.CreateClient().SignInAsync(email);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [old.StatusCode, now.StatusCode]);
        Assert.Null(await OwnerAsync(ada.Email));
        Assert.Equal(ada.UserId, await OwnerAsync(email));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.email_changed"));
        await ReadyAccount.OpenAsync(_app.Services, ada.Email);
    }

    [Fact]
    public async Task Who_does_not_know_the_password_neither_asks_nor_confirms()
    {
        var (ada, email) = (await _app.SignUpAsync(), IdentityCalls.NewEmail());
        var wrong = await ada.Client.PostJsonAsync("/api/auth/email/change", new { email, password = "not the password" }, HttpStatusCode.UnprocessableEntity);
        var token = await AskAsync(ada, email);

        using var stranger = await _app.CreateClient().VerifyAsync(token, "not the password");
        using var owner = await _app.CreateClient().VerifyAsync(token);

        Assert.Equal("identity.password_wrong", (string)wrong["code"]!);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [stranger.StatusCode, owner.StatusCode]);
    }

    [Fact]
    public async Task Of_many_uses_of_one_link_and_many_accounts_that_want_one_address_one_gets_it()
    {
        var email = IdentityCalls.NewEmail();
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());
        var adas = await AskAsync(ada, email);
        var eves = await AskAsync(eve, email);

        var answers = await Task.WhenAll(new[] { adas, eves, adas, eves }.Select(t => _app.CreateClient().VerifyAsync(t)));
        await _app.SettleAsync();

        var owner = await OwnerAsync(email);
        Assert.Contains(owner, new[] { ada.UserId, eve.UserId });
        var (winner, loser) = owner == ada.UserId ? (ada, eve) : (eve, ada);
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(email, (string)(await winner.Client.GetJsonAsync("/api/auth/me"))["user"]!["email"]!);
        Assert.Equal(loser.Email, (string)(await loser.Client.GetJsonAsync("/api/auth/me"))["user"]!["email"]!);
        Assert.Equal((null, loser.UserId), (await OwnerAsync(winner.Email), await OwnerAsync(loser.Email)));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(winner.WorkspaceId), "auth.email_changed"));
    }

    [Fact]
    public async Task A_taken_address_gets_the_same_answer_and_a_mail_that_says_so()
    {
        var (ada, eve) = (await _app.SignUpAsync(), await _app.SignUpAsync());

        using var taken = await ada.Client.SendAsync(IdentityCalls.Post("/api/auth/email/change", new { email = eve.Email, password = ada.Password }));
        using var free = await ada.Client.SendAsync(IdentityCalls.Post("/api/auth/email/change", new { email = IdentityCalls.NewEmail(), password = ada.Password }));
        await _app.SettleAsync();

        Assert.Equal(await free.SeenAsync(), await taken.SeenAsync());
        Assert.Contains(await Mails.ToAsync(_app, eve.Email), m => m.Subject == "This address has an account already" && m.Token is null);
    }

    [Fact]
    public async Task The_old_address_has_a_way_back_that_sets_a_new_password_and_ends_every_session()
    {
        var (ada, thief) = (await _app.SignUpAsync(), IdentityCalls.NewEmail());
        using var moved = await _app.CreateClient().VerifyAsync(await AskAsync(ada, thief));
        var thiefs = (string)(await moved.BodyAsync())["accessToken"]!;
        var back = await _app.MailedTokenAsync(ada.Email, "confirm-address");

        using var taken = await _app.CreateClient().VerifyAsync(back, "mine again, for good");
        await _app.SettleAsync();

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await _app.Client.StatusAsync("/api/auth/me", thiefs));
        using var thiefsPassword = await _app.CreateClient().SignInAsync(thief);
        using var owner = await _app.CreateClient().SignInAsync(ada.Email, "mine again, for good");
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], [thiefsPassword.StatusCode, owner.StatusCode]);
        Assert.Equal((ada.UserId, null), (await OwnerAsync(ada.Email), await OwnerAsync(thief)));
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(ada.WorkspaceId), "auth.email_taken_back"));
        using var again = await _app.CreateClient().VerifyAsync(back, "mine again, for good");
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task Who_moves_the_account_on_does_not_take_the_first_way_back()
    {
        var (ada, first, second) = (await _app.SignUpAsync(), IdentityCalls.NewEmail(), IdentityCalls.NewEmail());
        using var moved = await _app.CreateClient().VerifyAsync(await AskAsync(ada, first));
        var back = await _app.MailedTokenAsync(ada.Email, "confirm-address");
        using var on = await _app.CreateClient().VerifyAsync(await AskAsync(ada, second));
        await _app.SettleAsync();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [moved.StatusCode, on.StatusCode]);
        Assert.Null(Assert.Single(await Mails.ToAsync(_app, first), m => m.Subject == "Your e-mail address was changed").Token);

        using var taken = await _app.CreateClient().VerifyAsync(back, "mine again, for good");
        await _app.SettleAsync();

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal((ada.UserId, null, null), (await OwnerAsync(ada.Email), await OwnerAsync(first), await OwnerAsync(second)));
    }

    [Fact]
    public async Task What_was_mailed_to_the_address_that_is_left_opens_nothing_more()
    {
        var (ada, thief) = (await _app.SignUpAsync(), IdentityCalls.NewEmail());
        var adas = await ForgetAsync(ada.Email);
        using var moved = await _app.CreateClient().VerifyAsync(await AskAsync(ada, thief));
        await ResetAsync(adas);
        var asked = await AskAsync(ada, IdentityCalls.NewEmail());
        var thiefs = await ForgetAsync(thief);

        using var taken = await _app.CreateClient().VerifyAsync(await _app.MailedTokenAsync(ada.Email, "confirm-address"), "mine again, for good");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [moved.StatusCode, taken.StatusCode]);
        await ResetAsync(thiefs);
        using var late = await _app.CreateClient().VerifyAsync(asked, "mine again, for good");
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        using var owner = await _app.CreateClient().SignInAsync(ada.Email, "mine again, for good");
        Assert.Equal(HttpStatusCode.OK, owner.StatusCode);
    }

    private async Task<string> ForgetAsync(string email)
    {
        await _app.Client.PostJsonAsync("/api/auth/password/forgot", new { email }, HttpStatusCode.Accepted);
        return await _app.MailedTokenAsync(email, "reset");
    }

    private Task<JsonNode> ResetAsync(string token) => _app.Client.PostJsonAsync("/api/auth/password/reset", new { token, password = "a new and wide river" }, HttpStatusCode.BadRequest);

    private async Task<string> AskAsync(SignedInUser user, string email)
    {
        await user.Client.PostJsonAsync("/api/auth/email/change", new { email, password = user.Password }, HttpStatusCode.Accepted);
        return await _app.MailedTokenAsync(email, "confirm-address");
    }

    private async Task<string?> OwnerAsync(string email)
    {
        Assert.True(EmailAddress.TryParse(email, out var address));
        return (await _app.Services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(IdentityKeys.Address(address)).FindAsync(IdentityKeys.Owner, CancellationToken.None))?.GetString("user");
    }
}
